using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

/// <summary>Rows and pages for tests of one finder: letters half an em wide, lines 1.1 em high, as <see cref="PageBuilder"/> sets
/// them.</summary>
internal static class Parts
{
    public static Word Word(string text, double l, double t, double size = 10, bool bold = false, bool mono = false)
    {
        var box = new Box(l, t, l + PageBuilder.WidthOf(text, size), t + (1.1 * size));
        return new Word(text, box, size, bold, Italic: false, mono, SpaceAfter: true, Mirrored: false);
    }

    public static TextRow Row(double t, double l, string text, double size = 10, bool bold = false) =>
        Row(t, size, bold, (l, text));

    /// <summary>Pieces side by side, each at its left edge.</summary>
    public static TextRow Row(double t, params (double L, string Text)[] pieces) => Row(t, 10, false, pieces);

    public static TextRow Row(double t, double size, bool bold, params (double L, string Text)[] pieces)
    {
        var words = new List<Word>();
        foreach (var (l, text) in pieces)
        {
            var x = l;
            foreach (var word in text.Split(' '))
            {
                words.Add(Word(word, x, t, size, bold));
                x += PageBuilder.WidthOf(word + " ", size);
            }
        }

        return new TextRow(words);
    }

    /// <summary>Rows of cells at the given left edges, 14 points apart; an empty text leaves its cell out.</summary>
    public static List<TextRow> Table(double top, double[] edges, params string[][] rows) =>
        [.. rows.Select((cells, i) => Row(top + (14 * i), [.. edges.Zip(cells).Where(cell => cell.Second.Length > 0)]))];

    public static PageContext Page(double bodySize = 10, bool noisy = false, params string[] vocabulary) =>
        new(612, 792, bodySize, noisy, vocabulary.ToHashSet(), CodeIsMarked: true);

    public static LayoutBlock Block(
        BlockKind kind, double l, double t, double r, double b, string text = "", double size = 10, int lines = 1,
            int region = 0) =>
        new(kind, new Box(l, t, r, b), text) { SizePt = size, Lines = lines, Region = region };
}
