using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Rendering;
using DaprProcessing.DocumentEngine.Searchable;
using DaprProcessing.DocumentEngine.Text;
using DaprProcessing.Engines.Protocol;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>A PDF that PDFium refuses, read by PdfPig: its words and sizes, no pictures.</summary>
internal sealed class SecondOpinion(UglyToad.PdfPig.PdfDocument document) : OpenDocument
{
    private IReadOnlyList<PageNode?>? _nodes;

    public static SecondOpinion Open(string path, string? password) => new(Load(path, password));

    /// <exception cref="DocumentFault">Too large, nested too deep, or not understood.</exception>
    public static UglyToad.PdfPig.PdfDocument Load(string path, string? password)
    {
        var size = new FileInfo(path).Length;
        if (size > FileLimits.MaxSecondParserBytes)
        {
            throw new DocumentFault(FailureCodes.ResourceLimit,
                $"PDFium does not read the file, and it has {size >> 20} MiB: the second parser reads at most "
                + $"MaxSecondParserBytes, {FileLimits.MaxSecondParserBytes >> 20} MiB.");
        }

        var bytes = size > FileLimits.InMemoryBytes ? null : File.ReadAllBytes(path);
        if (bytes is null)
        {
            NestingLimit.Check(path);
        }
        else
        {
            NestingLimit.Check(bytes);
        }

        try
        {
            var options = new ParsingOptions
            {
                UseLenientParsing = true,
                SkipMissingFonts = true,
                Passwords = password is null ? [] : [password],
            };
            // A file that is not in memory is closed with the last reference to it: the parser does not do it.
            return bytes is null ? UglyToad.PdfPig.PdfDocument.Open(File.OpenRead(path), options)
                : UglyToad.PdfPig.PdfDocument.Open(bytes, options);
        }
        catch (Exception problem) when (IsOfTheFile(problem))
        {
            throw DocumentFault.Invalid("PDF");
        }
    }

    public override ProbeReply Probe()
    {
        var pages = document.NumberOfPages;
        if (pages > ReadablePages.Most)
        {
            throw new DocumentFault(FailureCodes.TooManyPages,
                $"The document has {pages} pages; at most {ReadablePages.Most} are possible, whatever Orchestrator:MaxPages "
                + "says.");
        }

        var sizes = new double[pages * 2];
        var readable = 0;
        for (var page = 1; page <= pages; page++)
        {
            try
            {
                (sizes[(page - 1) * 2], sizes[((page - 1) * 2) + 1]) = SizeOf(page);
                readable++;
            }
            catch (DocumentFault)
            {
                // One page less; its size stays 0, which says so.
            }
        }

        return readable == 0 ? throw DocumentFault.Invalid("PDF") : new ProbeReply(sizes, document.IsEncrypted, Title: null);
    }

    public override (double WidthPt, double HeightPt) SizeOf(int pageNo)
    {
        var page = Page(pageNo);
        return (PdfPage.Sane(page.Width), PdfPage.Sane(page.Height));
    }

    /// <summary>What the file says of itself: an entry of its information.</summary>
    public DocumentInformation Information => document.Information;

    public override Raster Render(int pageNo, double dpi, bool grayscale) =>
        throw new DocumentFault(FailureCodes.InvalidDocument,
            "The page cannot be drawn: the file is damaged, and only its text can be read.");

    public PageText Read(int pageNo)
    {
        var page = Page(pageNo);
        var fonts = new List<PageFont>();
        var words = new List<PageWord>();
        var shown = new Box(0, 0, page.Width, page.Height);
        var offPage = 0;
        try
        {
            foreach (var word in page.GetWords())
            {
                var placed = ToWord(word, page.Height, fonts);
                if (shown.Overlaps(placed.Box))
                {
                    words.Add(placed);
                }
                else
                {
                    offPage++;
                }
            }
        }
        catch (Exception problem) when (IsOfTheFile(problem))
        {
            throw DocumentFault.PageMissing(pageNo);
        }

        for (var i = 0; i < words.Count; i++)
        {
            var (box, next) = (words[i].Box, i + 1 < words.Count ? words[i + 1].Box : default);
            words[i] = words[i] with { EndsLine = next.T >= box.B || next.B <= box.T };
        }

        var source = words.Count > 0 ? TextSource.TextLayer : TextSource.None;
        var (width, height) = (Points.Round(page.Width), Points.Round(page.Height));
        return new PageText(pageNo, width, height, source, PageText.ReasonSecondParser, null, fonts, words, [], [])
        {
            LeftOut = offPage == 0 ? null : new LeftOutWords(offPage, Repeated: 0),
        };
    }

    /// <summary>The characters of a page, in no order.</summary>
    public IReadOnlyList<PlacedText> LettersOf(int pageNo)
    {
        var page = Page(pageNo);
        try
        {
            return [.. page.Letters.Select(letter => new PlacedText(
                letter.Value, (letter.StartBaseLine.X + letter.EndBaseLine.X) / 2, page.Height - letter.StartBaseLine.Y))];
        }
        catch (Exception problem) when (IsOfTheFile(problem))
        {
            throw DocumentFault.PageMissing(pageNo);
        }
    }

    /// <summary>Of a form field.</summary>
    /// <param name="index">Among the annotations of the page.</param>
    public string? ValueOf(int pageNo, int index)
    {
        try
        {
            return WidgetValues.Of(document, (_nodes ??= PageNodes.Of(document)).ElementAtOrDefault(pageNo - 1), index);
        }
        catch (Exception problem) when (IsOfTheFile(problem))
        {
            return null;
        }
    }

    public override void Dispose() => document.Dispose();

    private static PageWord ToWord(Word word, double height, List<PageFont> fonts)
    {
        var font = FontTraits.Of(word.FontName ?? "");
        var index = fonts.IndexOf(font);
        if (index < 0)
        {
            index = fonts.Count;
            fonts.Add(font);
        }

        var box = word.BoundingBox;
        var placed = Points.Box(box.Left, height - box.Top, box.Right, height - box.Bottom);
        return new PageWord(word.Text, placed, index, Math.Round(word.Letters[0].PointSize, 2));
    }

    private Page Page(int pageNo)
    {
        if (pageNo < 1 || pageNo > document.NumberOfPages)
        {
            throw DocumentFault.PageMissing(pageNo);
        }

        try
        {
            ContentNesting.Check(document, (_nodes ??= PageNodes.Of(document)).ElementAtOrDefault(pageNo - 1));
            return document.GetPage(pageNo);
        }
        catch (DocumentFault)
        {
            throw;
        }
        catch (Exception problem) when (IsOfTheFile(problem))
        {
            throw DocumentFault.PageMissing(pageNo);
        }
    }

    /// <summary>The parser says in many ways that it does not understand; only want of memory is no news of the file.</summary>
    internal static bool IsOfTheFile(Exception problem) => problem is not OutOfMemoryException;
}

/// <summary>A character, or the letters that one glyph stands for, on the displayed page.</summary>
internal readonly record struct PlacedText(string Text, double CenterX, double BaseLine);
