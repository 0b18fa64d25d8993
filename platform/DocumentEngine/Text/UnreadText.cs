using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Where a page shows text that its text layer does not tell of. Pictures and letter-like shapes that no words lie on are
/// suspects, told from the page's operations at no cost; only where there are some is the page drawn, small and without its
/// own text, and what is left looked at.
/// </summary>
internal static class UnreadText
{
    private const double MinShare = 0.015;
    private const double MinWidthPt = 30;
    private const double MinHeightPt = 7;

    /// <summary>Of a picture that is small on the page: three times as long as high it may be a line of text.</summary>
    private const double LineShape = 3;
    private const double MinLinePt = 60;

    // Of a picture that may be a word or two and nothing else.
    private const double WordShape = 1.6;
    private const double MinWordPt = 20;
    private const double MaxWordHeightPt = 100;

    /// <summary>Lines of text cover 15 to 40 % of their area with the boxes of their words.</summary>
    private const double ToldShare = 0.1;

    private const double ToldHeight = 0.6;

    private const int MaxSuspects = 400;

    /// <summary>Of those that were looked at: where fewer are text, the others are hardly text either.</summary>
    private const double MostlyText = 0.5;

    /// <returns>Where text stands, and, where there are too many suspects and most that were looked at are text, the others;
    /// null where there are none.</returns>
    public static (IReadOnlyList<Box>? Unread, IReadOnlyList<Box>? Untried) Find(
        PdfPage page, PageDrawing drawing, IReadOnlyList<PageWord> words)
    {
        if (IsRecognisedAnyway(page, drawing, words))
        {
            return (null, null);
        }

        if (words.Count == 0 && drawing.HasText && ShowsText(page))
        {
            return ([Points.Box(0, 0, page.SizePt.WidthPt, page.SizePt.HeightPt)], null);
        }

        var (suspects, more) = Largest(drawing.Images.Concat(drawing.Patterns).Where(box => IsSuspect(box, page, words))
            .Concat(drawing.LetterAreas.Where(box => !IsTold(box, words))));
        var (few, moreFew) = Largest(drawing.Images.Where(box => MayBeWord(box) && !IsTold(box, words)));
        few.AddRange(drawing.LetterRows.Where(box => !IsTold(box, words)));
        if (suspects.Count + few.Count == 0)
        {
            return (null, null);
        }

        HiddenText.Hide(page);
        var ink = InkPicture.Of(page, Box.Around(suspects.Concat(few)), inGray: drawing.Images.Count == 0);
        foreach (var word in words.Where(word => word.AngleDeg % 90 == 0))
        {
            ink.Erase(word.Box);
        }

        var found = suspects.Where(box => ink.LooksLikeText(box)).ToList();
        found.AddRange(few.Where(box => !found.Exists(other => other.HoldsCenterOf(box))
            && ink.LooksLikeText(box, wordsWillDo: true)).ToList());
        if (found.Count == 0)
        {
            return (null, null);
        }

        var unread = Merge(found);
        var untried = found.Count < MostlyText * suspects.Union(few).Count() ? []
            : more.Union(moreFew).Where(box => !unread.Exists(other => other.HoldsCenterOf(box)))
                .Select(box => Points.Box(box.L, box.T, box.R, box.B)).ToList();
        return (unread, untried.Count == 0 ? null : untried);
    }

    private static (List<Box> Largest, IEnumerable<Box> Others) Largest(IEnumerable<Box> suspects)
    {
        var sorted = suspects.OrderByDescending(box => box.Area).ToList();
        return ([.. sorted.Take(MaxSuspects)], sorted.Skip(MaxSuspects));
    }

    /// <summary>A font's map may call every letter a space. Most pages without words are blank all the same.</summary>
    private static bool ShowsText(PdfPage page)
    {
        var ink = InkPicture.Of(page, page.DisplayBox, inGray: true);
        return ink.LooksLikeText(page.DisplayBox) || ink.LooksLikeText(page.DisplayBox, wordsWillDo: true);
    }

    /// <summary>A picture and no words, or next to none: nothing more has to be known.</summary>
    private static bool IsRecognisedAnyway(PdfPage page, PageDrawing drawing, IReadOnlyList<PageWord> words)
    {
        const double Scan = 0.6;
        const int FewLetters = 60;
        var largest = drawing.Images.Select(box => box.Area).DefaultIfEmpty().Max();
        return largest >= Scan * page.SizePt.WidthPt * page.SizePt.HeightPt
            && words.Sum(word => word.Text.Count(char.IsLetterOrDigit)) < FewLetters;
    }

    private static bool IsSuspect(Box box, PdfPage page, IReadOnlyList<PageWord> words) =>
        (IsLine(Math.Max(box.Width, box.Height), Math.Min(box.Width, box.Height))
            || (box.Width >= MinWidthPt && box.Height >= MinHeightPt
                && box.Area >= MinShare * page.SizePt.WidthPt * page.SizePt.HeightPt))
        && !IsTold(box, words);

    private static bool IsLine(double length, double height) =>
        length >= MinLinePt && height >= MinHeightPt && length >= LineShape * height;

    private static bool MayBeWord(Box box) =>
        Math.Max(box.Width, box.Height) is var length && Math.Min(box.Width, box.Height) is var height
        && length >= MinWordPt && height is >= MinHeightPt and <= MaxWordHeightPt && length >= WordShape * height;

    /// <summary>Words lie all over it: the recognised text of a scan, or a text on a ground.</summary>
    private static bool IsTold(Box box, IReadOnlyList<PageWord> words)
    {
        var (area, top, bottom) = (0.0, double.MaxValue, double.MinValue);
        foreach (var word in words)
        {
            if (box.HoldsCenterOf(word.Box)
                && word.AngleDeg % 90 == 0)
            {
                area += word.Box.Area;
                (top, bottom) = (Math.Min(top, word.Box.T), Math.Max(bottom, word.Box.B));
            }
        }

        return area > ToldShare * box.Area && bottom - top > ToldHeight * box.Height;
    }

    private static List<Box> Merge(List<Box> boxes)
    {
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = boxes.Count - 1; j > i; j--)
            {
                if (boxes[i].Overlaps(boxes[j]))
                {
                    boxes[i] = boxes[i].Union(boxes[j]);
                    boxes.RemoveAt(j);
                    j = boxes.Count;
                }
            }
        }

        return [.. boxes.Select(box => Points.Box(box.L, box.T, box.R, box.B))];
    }
}
