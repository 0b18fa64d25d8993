using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;

namespace DaprProcessing.MarkupEngine.Texts;

/// <summary>
/// Plain text: an empty line ends a paragraph. Lines of one paragraph are joined where the text was broken to a width, and stay
/// lines where each is one for itself.
/// </summary>
internal sealed class PlainTextReader(string text) : IUnits
{
    private const int Width = 45;

    public int Count => 1;

    public void Write(int unit, Flow flow)
    {
        foreach (var paragraph in Paragraphs(text))
        {
            if (Runs.Of(string.Join(IsBroken(paragraph) ? ' ' : '\n', paragraph), keepBreaks: true) is { Count: > 0 } runs)
            {
                flow.Text(Labels.Text, runs);
            }
        }
    }

    public void Dispose()
    {
        // Nothing is open.
    }

    private static IEnumerable<List<string>> Paragraphs(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n', '\f'))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line.Trim());
            }
            else if (lines.Count > 0)
            {
                yield return lines;
                lines = [];
            }
        }

        if (lines.Count > 0)
        {
            yield return lines;
        }
    }

    // All lines but the last are about as long as a line can be.
    private static bool IsBroken(List<string> lines) => lines.SkipLast(1).All(line => line.Length >= Width);
}
