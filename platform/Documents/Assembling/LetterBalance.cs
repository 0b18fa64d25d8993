using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Holds what a document says to what was read: no page may lose letters on the way, or say them twice.</summary>
public static class LetterBalance
{
    /// <summary>Repairs of misread signs cost or give a letter here and there.</summary>
    private const double Tolerance = 0.01;
    private const int MinDifference = 3;

    /// <returns>One sentence for each page that is out of balance.</returns>
    public static IReadOnlyList<string> Check(DoclingDocument document, IEnumerable<PageLayout> pages)
    {
        var written = Written(document);
        var problems = new List<string>();
        foreach (var page in pages.DistinctBy(page => page.PageNo).OrderBy(page => page.PageNo))
        {
            var difference = written.GetValueOrDefault(page.PageNo) - page.Letters;
            if (Math.Abs(difference) >= MinDifference && Math.Abs(difference) > Tolerance * page.Letters)
            {
                problems.Add(difference < 0
                    ? $"page {page.PageNo}: {-difference} of the {page.Letters} letters read are not in the document"
                    : $"page {page.PageNo}: {difference} letters more are in the document than the {page.Letters} read");
            }
        }

        return problems;
    }

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

    private static Dictionary<int, int> Written(DoclingDocument document)
    {
        var written = new Dictionary<int, int>();
        foreach (var text in document.Texts)
        {
            Add(text.Prov[0].PageNo, text.Label == Labels.ListItem ? Of(text.Marker) : 0);
            foreach (var place in text.Prov)
            {
                Add(place.PageNo, Of(text.Text.AsSpan(place.Charspan[0]..place.Charspan[1])));
            }
        }

        foreach (var table in document.Tables)
        {
            Add(table.Prov[0].PageNo, table.Data.TableCells.Sum(cell => Of(cell.Text)));
        }

        return written;

        void Add(int page, int letters) => written[page] = written.GetValueOrDefault(page) + letters;
    }
}
