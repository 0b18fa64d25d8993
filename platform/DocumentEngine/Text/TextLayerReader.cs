using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Layers;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Tagging;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Reads the text layer of a PDF page: words with boxes and fonts, the boxes of images, and ruling lines where they
/// are asked for.</summary>
internal static class TextLayerReader
{
    /// <summary>A page of dense small print has about 10,000 characters.</summary>
    private const int MaxCharacters = 2_000_000;

    /// <summary>What PDFium makes of a hyphen at the end of a line; a word of its own is some symbol that is mapped to nothing
    /// better.</summary>
    private const uint LineEndHyphen = 2;

    public static PageText Read(PdfDocument document, int pageNo, RuleSearch rules)
    {
        using var page = document.PageWithAnnotations(pageNo);
        if (document.HidesLayers)
        {
            HiddenLayers.MoveAside(page);
        }

        var (width, height) = page.SizePt;
        // Where a tree takes too long, the page is read again without.
        var tagging = rules == RuleSearch.None ? null : new PageTagging(page);
        var drawing = PageDrawing.Read(page, withPaths: rules != RuleSearch.None, tagging);
        var fontTable = new FontTable();
        var (own, leftOut, lost) = ReadWords(page, drawing.Heights, fontTable, tagging);
        (own, var tags) = tagging?.Tell(own) ?? (own, null);
        own = PageSizedGlyphs.TakeOut(own, fontTable.Nameless, page.DisplayBox, drawing);
        own = fontTable.Nameless is { } nameless ? TexCodes.Read(own, nameless) : own;
        own = CyrillicLetters.Read(WindowsLetters.Read(own));
        if (rules != RuleSearch.None)
        {
            // Where the second parser takes too long, the page is read again without rules, and without it.
            own = BrokenLetters.Mend(own, () => document.SecondLettersOf(pageNo));
        }

        var undrawn = document.UndrawnOf(pageNo);
        own = SpelledFields.Join(own, [.. document.ValuesOf(pageNo),
            .. undrawn.Where(text => text.IsMadeUp).Select(text => new FieldValue(text.Box, text.Text))]);
        var (words, offPage) = WithUndrawn(own, undrawn, page.DisplayBox, fontTable);
        words = CoveredText.Mark(page, drawing, words);
        var fonts = words.Count == 0 ? [] : fontTable.Fonts;
        var source = words.Count > 0 ? TextSource.TextLayer : TextSource.None;
        var all = words.Count;
        words = DoubledText.LeaveOut(RepeatedText.LeaveOut(words));
        leftOut = leftOut with { OffPage = leftOut.OffPage + offPage, Repeated = all - words.Count };
        words = rules == RuleSearch.None ? words : DrawnBullets.Insert(drawing.Blobs, words);
        var lines = rules == RuleSearch.None ? [] : PageRules.Find(page, words, drawing, rules);
        var (unread, untried) = rules == RuleSearch.None ? (null, null) : UnreadText.Find(page, drawing, words);
        var text = new PageText(pageNo, Points.Round(width), Points.Round(height), source, null, null, fonts, words,
            drawing.Images, lines)
        {
            Unread = unread,
            Untried = untried,
            Links = document.LinksOf(pageNo),
            LeftOut = leftOut.IsNothing ? null : leftOut,
            Lost = lost,
            Tags = tags,
            Figures = tagging?.Figures,
        };
        text = AskewText.Tell(text);
        return TurnedPage.Upright(document.UnitOf(pageNo) is var unit and not 1 ? UserUnit.Scale(text, unit) : text);
    }

    /// <summary>A field that lies outside the page is shown by nobody.</summary>
    private static (IReadOnlyList<PageWord> Words, int OffPage) WithUndrawn(
        IReadOnlyList<PageWord> own, IReadOnlyList<UndrawnText> undrawn, Box shown, FontTable fonts)
    {
        var words = UndrawnWords.AddTo(own, undrawn, fonts);
        if (undrawn.Count == 0)
        {
            return (words, 0);
        }

        var onPage = words.Where(word => shown.Overlaps(word.Box)).ToList();
        return (onPage, words.Count - onPage.Count);
    }

    private static (IReadOnlyList<PageWord> Words, LeftOutWords LeftOut, int Lost) ReadWords(
        PdfPage page, LineHeights heights, FontTable fonts, PageTagging? tagging)
    {
        var text = PdfiumText.Load(page.Handle);
        try
        {
            var count = text == 0 ? 0 : PdfiumText.Count(text);
            if (count > MaxCharacters)
            {
                throw new DocumentFault(FailureCodes.ResourceLimit,
                    $"The page has {count} characters; at most MaxCharacters, {MaxCharacters}, are read.");
            }

            // PDFium answers character by character, and each is looked at more than once.
            var unicodes = new uint[count];
            for (var index = 0; index < count; index++)
            {
                unicodes[index] = PdfiumText.Unicode(text, index);
            }

            return ReadWords(text, unicodes, page, heights, fonts, tagging);
        }
        finally
        {
            PdfiumText.Close(text);
        }
    }

    private static (IReadOnlyList<PageWord> Words, LeftOutWords LeftOut, int Lost) ReadWords(
        nint text, uint[] unicodes, PdfPage page, LineHeights heights, FontTable fonts, PageTagging? tagging)
    {
        var glyphs = new GlyphReader(text, page, fonts, heights, tagging);
        var rightToLeft = HasRightToLeft(unicodes);
        // Fonts of joined letters have strokes between them that are called spaces.
        HashSet<int> inked = rightToLeft ? [] : InkedSpaces.Find(text, unicodes);
        var words = new WordBuilder(page.DisplayBox, rightToLeft);
        var lost = 0;
        for (var index = 0; index < unicodes.Length; index++)
        {
            var unicode = unicodes[index];
            if (unicode == '\n' || (unicode == '\r' && index + 1 < unicodes.Length && unicodes[index + 1] == '\n'))
            {
                words.EndLine();
            }
            else if (unicode is ' ' or '\t' or 0xA0 && !inked.Contains(index))
            {
                words.EndWord(rightToLeft ? glyphs.Read(index, new Rune(' ')) : null);
            }
            else if (glyphs.Read(index,
                ToRune(unicodes, unicode switch
                {
                    LineEndHyphen when words.IsInWord => '-',
                    ' ' => 0,
                    _ => unicode,
                }, ref index)) is { } glyph)
            {
                words.Add(glyph);
            }
            else
            {
                // It stands nowhere.
                lost += unicode < char.MaxValue && char.IsLetterOrDigit((char)unicode) ? 1 : 0;
            }
        }

        var found = words.Finish();
        return (found, new LeftOutWords(words.OffPage, Repeated: 0, words.InHiddenLayers), lost + words.Lost);
    }

    private static bool HasRightToLeft(uint[] unicodes) => unicodes.AsSpan().ContainsAnyInRange(0x590u, 0xFFFEu)
        && Array.Exists(unicodes, unicode => unicode is > 0x58F and < 0xFFFF && Scripts.IsRightToLeftLetter((char)unicode));

    /// <summary>Also of two halves of a surrogate pair, which stand as two characters; what is nothing shows as a replacement
    /// character.</summary>
    private static Rune ToRune(uint[] unicodes, uint unicode, ref int index)
    {
        if (unicode is >= 0xD800 and < 0xDC00 && index + 1 < unicodes.Length
            && unicodes[index + 1] is >= 0xDC00 and < 0xE000 and var low)
        {
            index++;
            return new Rune((char)unicode, (char)low);
        }

        return unicode != 0 && Rune.TryCreate(unicode, out var rune) ? rune : Rune.ReplacementChar;
    }
}
