using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Words side by side on one height, from the reading edge on.</summary>
internal sealed class TextRow
{
    /// <param name="words">One at least; they stay as they are.</param>
    public TextRow(List<Word> words)
    {
        (Words, Box) = (words, words[0].Box);
        foreach (var word in words)
        {
            Box = Box.Union(word.Box);
            Chars += word.Text.Length;
        }

        Size = TypicalSize(words, Chars);
    }

    public List<Word> Words { get; }

    /// <summary>As one line, in logical order.</summary>
    public string Text => field ??= LineText.Of(Words);

    public Box Box { get; }

    public double L => Box.L;

    public double R => Box.R;

    public double T => Box.T;

    public double B => Box.B;

    public int Chars { get; }

    /// <summary>The size of most characters.</summary>
    public double Size { get; }

    public double Height => Box.Height;

    public bool AllBold => Share(word => word.Bold) > 0.8;

    public bool NoneBold => Share(word => word.Bold) < 0.2;

    public bool AllItalic => Share(word => word.Italic) > 0.8;

    public bool AllMono => Share(word => word.Mono) > 0.8;

    public double Share(Func<Word, bool> has)
    {
        var chars = 0;
        foreach (var word in Words)
        {
            chars += has(word) ? word.Text.Length : 0;
        }

        return Chars == 0 ? 0 : (double)chars / Chars;
    }

    private static double TypicalSize(List<Word> words, int chars)
    {
        var first = words[0].Size;
        if (words.TrueForAll(word => word.Size == first))
        {
            return first;
        }

        var sizes = words.OrderBy(word => word.Size).ToList();
        var half = chars / 2.0;
        var seen = 0;
        foreach (var word in sizes)
        {
            seen += word.Text.Length;
            if (seen >= half)
            {
                return word.Size;
            }
        }

        return sizes[^1].Size;
    }
}
