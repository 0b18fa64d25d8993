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

    private const double MostOfMean = 1.4;

    private const double SpaceOfSize = 0.25, WidestSpaceOfSize = 20;

    private readonly StringBuilder _content = new("q\nBT\n3 Tr\n");
    private double _size = -1;

    /// <summary>Words that were placed.</summary>
    public int Words { get; private set; }

    public static string Write(PageText page, GlyphlessFont font, string fontName, Matrix3x2 toPage, double scale, out int words)
    {
        var layer = new TextLayer(font, fontName, toPage, scale);
        foreach (var line in Lines(page))
        {
            var places = line.ConvertAll(word => (Runes: VisualOrder.Of(word.Text), Place: WordPlace.Of(word, page.SlopeDeg),
                HasSpace: word is { EndsLine: false, SpaceAfter: true }));
            places.RemoveAll(word => word.Runes.Count == 0 || !IsSane(word.Place.Length) || !IsSane(word.Place.Size));
            if (page.RotationDeg == 180 && places.Count > 1)
            {
                layer.AddWhole(places);
                continue;
            }

            for (var i = 0; i < places.Count; i++)
            {
                layer.Add(places[i], i + 1 < places.Count ? places[i + 1].Place : null);
            }
        }

        words = layer.Words;
        return layer._content.Append("ET\nQ\n").ToString();
    }

    /// <summary>Words up to the end of a line, or to one that runs another way.</summary>
    private static IEnumerable<List<PageWord>> Lines(PageText page)
    {
        var line = new List<PageWord>();
        foreach (var word in page.Words)
        {
            if (line.Count > 0 && (line[^1].EndsLine || line[^1].AngleDeg != word.AngleDeg))
            {
                yield return line;
                line = [];
            }

            line.Add(word);
        }

        yield return line;
    }

    private void Add((List<Rune> Runes, WordPlace Place, bool HasSpace) word, WordPlace? next)
    {
        var place = word.Place;
        Start(place);
        Show(place.Length, place.Size, word.Runes);
        Words++;
        if (word.HasSpace && next is { } following)
        {
            var gap = Vector2.Dot(place.Along, following.BaseLine - place.BaseLine) - place.Length;
            var isNext = gap > SpaceOfSize * place.Size / 2 && gap < WidestSpaceOfSize * place.Size;
            Show(isNext ? gap : SpaceOfSize * place.Size, place.Size, [new Rune(' ')]);
        }
    }

    /// <summary>
    /// A line that stands on its head as one piece, each of its characters moved to its place: readers (PDFium) put pieces of a
    /// line in order from left to right.
    /// </summary>
    private void AddWhole(List<(List<Rune> Runes, WordPlace Place, bool HasSpace)> line)
    {
        var first = line[0].Place;
        var natural = line.Sum(word => word.Runes.Count) * first.Size * GlyphlessFont.Advance / 1000;
        // By the widest word, within reason: letters that overlap are a word, letters with gaps between them several.
        var widest = line.Max(word => word.Place.Length / word.Runes.Count) * 1000 / (first.Size * GlyphlessFont.Advance);
        var stretch = Math.Min(widest, MostOfMean * line.Sum(word => word.Place.Length) / natural);
        var advance = stretch * first.Size * GlyphlessFont.Advance / 1000;
        Start(first);
        Append($"{100 * stretch:0.##} Tz [");
        var pen = 0.0;
        foreach (var (runes, place, hasSpace) in line)
        {
            var start = Vector2.Dot(first.Along, place.BaseLine - first.BaseLine);
            for (var i = 0; i < runes.Count; i++)
            {
                Put(start + (i * place.Length / runes.Count), runes[i]);
            }

            if (hasSpace)
            {
                Put(start + place.Length, new Rune(' '));
            }

            Words++;
        }

        _content.Append("] TJ\n");

        void Put(double at, Rune rune)
        {
            Append($"{(pen - at) * 1000 / (first.Size * stretch):0.#} <");
            _content.Append(font.CodeOf(rune)).Append('>');
            pen = at + advance;
        }
    }

    private void Start(WordPlace place)
    {
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
