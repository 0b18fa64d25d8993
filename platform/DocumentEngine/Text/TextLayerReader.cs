using System.Runtime.InteropServices;
using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Reads the text layer of a PDF page: words with boxes and fonts, and the boxes of images.</summary>
internal static unsafe class TextLayerReader
{
    /// <summary>A page of dense small print has about 10,000 characters.</summary>
    private const int MaxCharacters = 2_000_000;

    /// <summary>A0: larger pages are drawings, and take long to render.</summary>
    private const double LargestLookedAtPt2 = 2400 * 3400;

    public static PageText Read(PdfDocument document, int pageNo, RuleSearch rules)
    {
        using var page = document.Page(pageNo);
        var (width, height) = page.SizePt;
        var (words, fonts) = ReadWords(page);
        var looksForRules = rules == RuleSearch.Everywhere || (rules == RuleSearch.WhereTablesAreLikely && TableHint.IsPresent(words));
        if (rules == RuleSearch.WhereTablesAreLikely && width * height > LargestLookedAtPt2)
        {
            rules = RuleSearch.None;
        }

        words = rules == RuleSearch.None ? words : DrawnBullets.Insert(page, words);
        var ruleBoxes = looksForRules ? RulingLines.Find(page) : [];

        // A page without a word is looked at in any case: it may be a scan whose images are written into the page content.
        var images = document.MayHaveImages || words.Count == 0 ? PageImages.Find(page) : [];
        var source = words.Count > 0 ? TextSource.TextLayer : TextSource.None;
        return new PageText(pageNo, Points.Round(width), Points.Round(height), source, null, null, fonts, words, images, ruleBoxes);
    }

    private static (IReadOnlyList<PageWord> Words, IReadOnlyList<PageFont> Fonts) ReadWords(PdfPage page)
    {
        Poppler.TextLayout(page.Handle, out var rectangles, out var count);
        var text = Poppler.Text(page.Handle);
        var attributes = Poppler.GetTextAttributes(page.Handle);
        try
        {
            if (count > MaxCharacters)
            {
                throw new DocumentFault(FailureCodes.ResourceLimit, $"The page has {count} characters; at most {MaxCharacters} are read.");
            }

            var content = text == null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
            var builder = new WordBuilder(new ReadOnlySpan<Poppler.Rectangle>(rectangles, (int)count), new FontRuns(attributes, (int)count));
            builder.Add(content);
            return builder.Finish();
        }
        finally
        {
            Glib.Free(text);
            Glib.Free(rectangles);
            Poppler.FreeTextAttributes(attributes);
        }
    }
}
