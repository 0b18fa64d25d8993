using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// Holds what a document says to what was read, from the page's words to each file that is written: nothing may lose letters on
/// the way, or say them twice.
/// </summary>
public static class LetterBalance
{
    /// <summary>Repairs of misread signs cost or give a letter here and there.</summary>
    private const double Tolerance = 0.01;
    private const int MinDifference = 3;

    /// <summary>Of the words of the pages.</summary>
    /// <returns>A sentence for each page that is out of balance.</returns>
    public static IReadOnlyList<string> Check(DoclingDocument document, IEnumerable<PageLayout> pages)
    {
        var written = Written(document);
        return [.. pages.DistinctBy(page => page.PageNo).OrderBy(page => page.PageNo)
            .Where(page => page.LettersByKind is not null)
            .SelectMany(page => Reading(page).Concat(Compare($"page {page.PageNo}", "the document", page.LettersByKind!,
                written.GetValueOrDefault(page.PageNo) ?? LetterCounts.Empty())))];
    }

    /// <summary>Of the parts that a document was put together of; counted before, as they are used up.</summary>
    /// <param name="parts">By <see cref="Of(DoclingDocument)"/>.</param>
    /// <returns>A sentence where something is out of balance.</returns>
    public static IReadOnlyList<string> CheckParts(DoclingDocument document, IEnumerable<IReadOnlyList<int>> parts)
    {
        var read = LetterCounts.Empty();
        foreach (var part in parts)
        {
            for (var kind = 0; kind < read.Length; kind++)
            {
                read[kind] += part[kind];
            }
        }

        return [.. Compare("the parts of the document", "the document", read, Of(document))];
    }

    /// <summary>Of the document's body, and of what the writers of its other forms wrote; null for a form that is not
    /// written.</summary>
    /// <returns>A sentence for each form that is out of balance.</returns>
    public static IReadOnlyList<string> CheckFiles(
        DoclingDocument document, IReadOnlyList<int>? writtenMarkdown, IReadOnlyList<int>? writtenText)
    {
        var (markdown, text) = BodyLetters.Of(document);
        return [.. CompareForm("its Markdown", markdown, writtenMarkdown), .. CompareForm("its plain text", text, writtenText)];

        static IEnumerable<string> CompareForm(string form, IReadOnlyList<int> read, IReadOnlyList<int>? written) =>
            written is null ? [] : Compare("the document", form, read, written);
    }

    /// <summary>All letters and digits of a document, by <see cref="LetterCounts"/>.</summary>
    public static IReadOnlyList<int> Of(DoclingDocument document) => LetterCounts.Of(
        document.Texts.Select(text => text.Text)
            .Concat(document.Tables.SelectMany(table => table.Data.TableCells).Select(cell => cell.Text)));

    /// <summary>Letters and digits: what lines, hyphens, leaders and bullets turn into does not count.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsLetterOrDigit(c) ? 1 : 0;
        }

        return letters;
    }

    private static IEnumerable<string> Compare(
        string source, string target, IReadOnlyList<int> read, IReadOnlyList<int> written)
    {
        var (lost, added) = LetterCounts.Compare(read, written);
        var all = read.Sum();
        if (IsTooMany(lost, all))
        {
            yield return $"{source}: {lost} of the {all} letters read are not in {target}";
        }

        if (IsTooMany(added, all))
        {
            yield return $"{source}: {added} letters more are in {target} than the {all} read";
        }
    }

    private static IEnumerable<string> Reading(PageLayout page)
    {
        var all = page.Letters + page.LostLetters;
        if (IsTooMany(page.LostLetters, all))
        {
            yield return $"page {page.PageNo}: {page.LostLetters} of the {all} letters in the file are in none of its words";
        }
    }

    private static bool IsTooMany(int letters, int all) => letters >= MinDifference && letters > Tolerance * all;

    private static Dictionary<int, int[]> Written(DoclingDocument document)
    {
        var written = new Dictionary<int, int[]>();
        foreach (var text in document.Texts)
        {
            Add(text.Prov[0].PageNo, text.Label == Labels.ListItem ? text.Marker : null);
            foreach (var place in text.Prov)
            {
                Add(place.PageNo, text.Text.AsSpan(place.Charspan[0]..place.Charspan[1]));
            }
        }

        foreach (var table in document.Tables)
        {
            foreach (var cell in table.Data.TableCells)
            {
                Add(table.Prov[0].PageNo, cell.Text);
            }
        }

        return written;

        void Add(int page, ReadOnlySpan<char> text) => LetterCounts.Add(
            written.TryGetValue(page, out var known) ? known : written[page] = LetterCounts.Empty(), text);
    }
}
