using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Golden;

/// <summary>
/// The words of pages as text, one thing a line: what an engine read (<c>word</c> lines, with their boxes), or what the case's
/// author
/// sets (<c>line</c> and <c>paragraph</c>, set by <see cref="PageBuilder"/>). Tests/README says what each line holds.
/// </summary>
internal static class PageFile
{
    public static IReadOnlyList<PageText> Read(string path)
    {
        var pages = new List<PageText>();
        PageDraft? draft = null;
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var fields = line.Split(' ');
            if (fields[0] == "page")
            {
                if (draft is not null)
                {
                    pages.Add(draft.ToPage());
                }

                draft = PageDraft.Of(fields);
            }
            else
            {
                (draft ?? throw new InvalidDataException($"{path}: the first line is no page")).Add(fields);
            }
        }

        return draft is null ? pages : [.. pages, draft.ToPage()];
    }
}
