using System.Globalization;
using System.Numerics;
using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>
/// The words of a page as content that paints nothing (render mode 3): each stretched to its box and turned with it, with the
/// spaces that the source put between them.
/// </summary>
/// <param name="toPage">From points of the upright page to the space of the page's content; keeps lengths but for a
/// factor.</param>
/// <param name="scale">That factor.</param>
internal sealed class TextLayer(GlyphlessFont font, string fontName, Matrix3x2 toPage, double scale)
{
    /// <summary>Less is nothing that can be selected, more lies outside any page.</summary>
    private const double LeastPt = 0.1, MostPt = 20_000;

    private const double SpaceOfSize = 0.25, WidestSpaceOfSize = 20;

    private readonly StringBuilder _content = new("q\nBT\n3 Tr\n");
    private double _size = -1;

    /// <summary>Words that were placed.</summary>
    public int Words { get; private set; }

    public static string Write(PageText page, GlyphlessFont font, string fontName, Matrix3x2 toPage, double scale, out int words)
    {
        var layer = new TextLayer(font, fontName, toPage, scale);
        for (var i = 0; i < page.Words.Count; i++)
        {
            layer.Add(page.Words[i], i + 1 < page.Words.Count ? page.Words[i + 1] : null, page.SlopeDeg);
        }

        words = layer.Words;
        return layer._content.Append("ET\nQ\n").ToString();
    }

    private void Add(PageWord word, PageWord? next, double slopeDeg)
    {
        var runes = VisualOrder.Of(word.Text);
        var place = WordPlace.Of(word, slopeDeg);
        if (runes.Count == 0 || !IsSane(place.Length) || !IsSane(place.Size))
        {
            return;
        }

        var size = Math.Round(place.Size * scale, 2);
        if (size != _size)
        {
            Append($"/{fontName} {size:0.##} Tf\n");
            _size = size;
        }

        var along = Vector2.TransformNormal(place.Along, toPage) / (float)scale;
        var up = Vector2.TransformNormal(place.Up, toPage) / (float)scale;
        var start = Vector2.Transform(place.BaseLine, toPage);
        Append($"{along.X:0.#####} {along.Y:0.#####} {up.X:0.#####} {up.Y:0.#####} {start.X:0.###} {start.Y:0.###} Tm\n");
        Show(place.Length, place.Size, runes);
        Words++;
        if (next is not null && word is { EndsLine: false, SpaceAfter: true })
        {
            var gap = Vector2.Dot(place.Along, WordPlace.Of(next, slopeDeg).BaseLine - place.BaseLine) - place.Length;
            var isNext = gap > SpaceOfSize * place.Size / 2 && gap < WidestSpaceOfSize * place.Size;
            Show(isNext ? gap : SpaceOfSize * place.Size, place.Size, [new Rune(' ')]);
        }
    }

    private void Show(double length, double size, List<Rune> runes)
    {
        var natural = runes.Count * size * GlyphlessFont.Advance / 1000;
        Append($"{100 * length / natural:0.##} Tz <");
        foreach (var rune in runes)
        {
            _content.Append(font.CodeOf(rune));
        }

        _content.Append("> Tj\n");
    }

    private void Append(FormattableString operators) => _content.Append(operators.ToString(CultureInfo.InvariantCulture));

    private static bool IsSane(double length) => length is > LeastPt and < MostPt;
}
