using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Words side by side on one height, from the reading edge on.</summary>
internal sealed class TextRow(List<Word> words)
{
    public List<Word> Words { get; } = words;

    public Box Box { get; } = Box.Around(words.Select(word => word.Box));

    public double L => Box.L;

    public double R => Box.R;

    public double T => Box.T;

    public double B => Box.B;

    public int Chars { get; } = words.Sum(word => word.Text.Length);

    /// <summary>The size of most characters.</summary>
    public double Size { get; } = TypicalSize(words);

    public double Height => Box.Height;

    public bool AllBold => Share(word => word.Bold) > 0.8;

    public bool NoneBold => Share(word => word.Bold) < 0.2;

    public bool AllItalic => Share(word => word.Italic) > 0.8;

    public bool AllMono => Share(word => word.Mono) > 0.8;

    public double Share(Func<Word, bool> has) =>
        Chars == 0 ? 0 : (double)Words.Where(has).Sum(word => word.Text.Length) / Chars;

    private static double TypicalSize(List<Word> words)
    {
        if (words.Count == 1)
        {
            return words[0].Size;
        }

        var sizes = words.OrderBy(word => word.Size).ToList();
        var half = sizes.Sum(word => word.Text.Length) / 2.0;
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
