using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>Puts what was recognised on a page together with what its text layer tells.</summary>
public static class PageMerge
{
    /// <summary>A picture that holds so many letters is a text and no figure.</summary>
    private const int LettersOfText = 40;

    /// <summary>A stamp or a sign has few letters, and little else: words cover so much of it.</summary>
    private const double ShareOfText = 0.12;

    private const int LettersOfAWord = 16;
    private const char FirstAfterLatin = '\u0370';

    private const double SamePlace = 0.5;
    private const double MostLevel = 1.5;
    private const double LineShape = 2;
    private const double MostInside = 0.8;

    /// <summary>The layer, and between its lines what pictures and shapes show. What could not be read of a picture was no text;
    /// of shapes that stand like letters the page says that it is unread.</summary>
    public static PageText Fill(PageText layer, PageText recognized, string reason)
    {
        (layer, var found) = UnseenText.Settle(layer, TurnedLikeLayer(layer, recognized));
        var foreign = ForeignPlaces(layer, found.Words);
        List<Box> left = [.. (found.Unread ?? []).Where(box => IsFlat(box) && !layer.Images.Any(
            image => image.CommonArea(box) > SamePlace * box.Area)), .. foreign];
        var words = PageLines.Of(found.Words).SelectMany(Levelled)
            .Where(word => !IsTold(word, layer.Words) && !foreign.Exists(place => place.HoldsCenterOf(word.Box)))
            .Select(word => word with { Font = word.Font + layer.Fonts.Count }).ToList();
        var untried = (layer.Untried ?? []).Concat(found.Untried ?? [])
            .Where(place => !words.Exists(word => place.HoldsCenterOf(word.Box))).ToList();
        var isAllRead = left.Count + untried.Count == 0;
        layer = layer with
        {
            Unread = left.Count == 0 ? null : left,
            Untried = untried.Count == 0 ? null : untried,
            UnreadReason = isAllRead ? null : untried.Count > 0 ? PageText.TooManyPlaces : PageText.NotRecognized,
        };
        if (words.Count == 0)
        {
            return layer with { Reason = !isAllRead ? reason : layer.Reason == reason ? null : layer.Reason };
        }

        return layer with
        {
            Source = layer.Words.Count == 0 ? TextSource.Ocr : layer.Source,
            Reason = reason,
            Confidence = recognized.Confidence,
            Recognizer = recognized.Recognizer,
            SecondOpinion = recognized.SecondOpinion,
            Fonts = [.. layer.Fonts, .. recognized.Fonts],
            Words = Insert(layer.Words, words),
            Images = [.. layer.Images.Where(image => !IsText(image, words))],
            Rules = [.. layer.Rules, .. found.Rules],
        };
    }

    /// <summary>A scan that was recognised as a whole, with the lines of real text that lie on it: a stamp, a download
    /// notice.</summary>
    public static PageText Stamp(PageText recognized, PageText layer, string reason)
    {
        if (recognized.Words.Count == 0 && layer.Words.Any(word => !word.Hidden))
        {
            return LayerAlone(layer, TurnedLikeLayer(layer, recognized), reason);
        }

        var quarters = layer.QuartersTo(recognized);
        var stamps = layer.Words.Where(word => !word.Hidden).Select(word =>
            word.Turn(quarters, layer.WidthPt, layer.HeightPt) with { Font = word.Font + recognized.Fonts.Count }).ToList();
        return recognized with
        {
            Reason = reason,
            Fonts = [.. recognized.Fonts, .. layer.Fonts],
            Words = Insert([.. recognized.Words.Where(word => !IsTold(word, stamps))], stamps),
        };
    }

    /// <summary>A picture with a title set on it, in which nothing more was recognised.</summary>
    private static PageText LayerAlone(PageText layer, PageText recognized, string reason) => layer with
    {
        Reason = reason,
        Words = [.. layer.Words.Where(word => !word.Hidden)],
        Unread = recognized.Unread,
        Untried = recognized.Untried,
        UnreadReason = recognized.UnreadReason,
        Recognizer = recognized.Recognizer,
        SecondOpinion = recognized.SecondOpinion,
    };

    /// <summary>How far what is recognised in the places of a font's words says the same; null where that is next to
    /// nothing.</summary>
    public static double? AgreementOf(PageText layer, PageText recognized, int font)
    {
        var told = layer.Words.Where(word => word.Font == font).ToList();
        var shown = TurnedLikeLayer(layer, recognized).Words.Where(word => told.Exists(one => IsSamePlace(one, word))).ToList();
        return Agreement.Of(layer with { Words = told }, recognized with { Words = shown });
    }

    /// <summary>How like what is recognised in the places of some words is to them; 1 where nothing is.</summary>
    public static double LikenessOf(PageText layer, PageText recognized, IReadOnlyList<PageWord> words)
    {
        var shown = TurnedLikeLayer(layer, recognized).Words
            .Where(word => words.Any(one => IsSamePlace(one, word))).ToList();
        return shown.Count == 0 ? 1 : Agreement.Likeness(words, shown);
    }

    /// <summary>The layer with the words that cannot be read replaced by what is recognised in their places.</summary>
    public static PageText Mend(PageText layer, PageText recognized, Func<PageWord, bool> isBroken, string reason)
    {
        var found = TurnedLikeLayer(layer, recognized).Words;
        var words = new List<PageWord>(layer.Words.Count);
        foreach (var word in layer.Words)
        {
            var better = !isBroken(word) ? []
                : found.Where(one => IsSamePlace(one, word))
                    .Select(one => one with { Font = word.Font, SizePt = word.SizePt, EndsLine = false, Tag = word.Tag })
                    .ToList();
            words.AddRange(better.Count == 0 ? [word] : better[..^1]);
            if (better.Count > 0)
            {
                words.Add(better[^1] with { EndsLine = word.EndsLine, SpaceAfter = word.SpaceAfter });
            }
        }

        return layer with
        {
            Words = words,
            Reason = reason,
            Confidence = recognized.Confidence,
            Recognizer = recognized.Recognizer,
            SecondOpinion = recognized.SecondOpinion,
        };
    }

    /// <summary>The text with the layer's links and figures, where it has none of its own.</summary>
    public static PageText WithLinksAndFigures(PageText layer, PageText text)
    {
        var quarters = layer.QuartersTo(text);
        return text with
        {
            Links = text.Links ?? layer.Links?.Select(link => link with { Box = Turned(link.Box) }).ToList(),
            Figures = text.Figures ?? layer.Figures?.Select(figure => figure with { Box = Turned(figure.Box) }).ToList(),
        };

        Box Turned(Box box) => box.Turn(quarters, layer.WidthPt, layer.HeightPt);
    }

    private static PageText TurnedLikeLayer(PageText layer, PageText recognized)
    {
        var quarters = recognized.QuartersTo(layer);
        return quarters == 0 ? recognized : recognized with
        {
            Words = [.. recognized.Words.Select(word => word.Turn(quarters, recognized.WidthPt, recognized.HeightPt))],
            Rules = [.. recognized.Rules.Select(Turned)],
            Unread = recognized.Unread?.Select(Turned).ToList(),
            Untried = recognized.Untried?.Select(Turned).ToList(),
        };

        Box Turned(Box box) => box.Turn(quarters, recognized.WidthPt, recognized.HeightPt);
    }

    /// <summary>As a line of text is; among arrows and symbols of a drawing some stand like letters as well.</summary>
    private static bool IsFlat(Box box) => Math.Max(box.Width, box.Height) >= LineShape * Math.Min(box.Width, box.Height);

    /// <summary>A recogniser that knows Latin letters alone reads some into a word of another script: where a place of few
    /// letters has none of the script of the page, it was not read.</summary>
    private static List<Box> ForeignPlaces(PageText layer, IReadOnlyList<PageWord> found) =>
        IsMostlyLatin(layer.Words) is not false ? [] : (layer.Unread ?? []).Where(place =>
            found.Where(word => place.HoldsCenterOf(word.Box)).ToList() is { Count: > 0 } words
            && words.Sum(word => word.Text.Length) < LettersOfAWord && IsMostlyLatin(words) is true).ToList();

    /// <summary>Null where there are too few letters to tell.</summary>
    private static bool? IsMostlyLatin(IReadOnlyList<PageWord> words)
    {
        var letters = words.SelectMany(word => word.Text).Where(char.IsLetter).ToList();
        return letters.Count == 0 ? null : 2 * letters.Count(letter => letter < FirstAfterLatin) > letters.Count;
    }

    /// <summary>Recognised words are as high as their ink: those of a line get its height, as the words of a layer have it, lest
    /// "a" and "The" be taken for two lines.</summary>
    private static IEnumerable<PageWord> Levelled(IReadOnlyList<PageWord> line)
    {
        var around = Box.Around(line.Select(word => word.Box));
        var highest = line.Max(word => word.Box.Height);
        return around.Height > MostLevel * highest || line.Any(word => word.AngleDeg != 0) ? line
            : line.Select(word => word with { Box = word.Box with { T = around.T, B = around.B } });
    }

    private static bool IsTold(PageWord word, IReadOnlyList<PageWord> told) => told.Any(other =>
        other.AngleDeg % 90 == 0 && word.Box.CommonArea(other.Box) > SamePlace * word.Box.Area
        && other.Box.Height < 2.5 * word.Box.Height);

    private static bool IsSamePlace(PageWord one, PageWord other) =>
        one.Box.CommonArea(other.Box) > SamePlace * Math.Min(one.Box.Area, other.Box.Area);

    private static bool IsText(Box image, List<PageWord> words)
    {
        var inside = words.FindAll(word => word.Box.CommonArea(image) > MostInside * word.Box.Area);
        return inside.Sum(word => word.Text.Length) >= LettersOfText
            || inside.Sum(word => word.Box.Area) >= ShareOfText * image.Area;
    }

    /// <summary>Each run of lines goes before the first line of the layer that starts below it.</summary>
    private static List<PageWord> Insert(IReadOnlyList<PageWord> layer, List<PageWord> found)
    {
        if (layer.Count == 0 || found.Count == 0)
        {
            return [.. layer, .. found];
        }

        found[^1] = found[^1] with { EndsLine = true };
        var top = found.Min(word => word.Box.T);
        var at = 0;
        for (var i = 0; i < layer.Count; i++)
        {
            at = layer[i].EndsLine && layer[i].Box.B <= top + (layer[i].Box.Height / 2) ? i + 1 : at;
        }

        return [.. layer.Take(at), .. found, .. layer.Skip(at)];
    }
}
