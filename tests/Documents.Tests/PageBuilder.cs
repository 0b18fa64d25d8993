using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests;

/// <summary>Sets words on a page the way a simple typesetter would: every letter half an em wide.</summary>
internal class PageBuilder(
    int pageNo = 1, double width = 612, double height = 792, TextSource source = TextSource.TextLayer)
{
    private const double Advance = 0.5;
    private readonly List<PageWord> _words = [];
    private readonly List<Box> _images = [];
    private readonly List<Box> _rules = [];
    private readonly List<PageTag> _tags = [];
    private readonly List<DescribedFigure> _figures = [];
    private int _tag;

    private static readonly PageFont[] Fonts =
        [new("Serif", false, false, false), new("Serif-Bold", true, false, false), new("Serif-Italic", false, true, false),
            new("Mono", false, false, true)];

    public static double WidthOf(string text, double size) => text.Length * Advance * size;

    /// <summary>One line; returns this. <paramref name="y"/> is its top.</summary>
    public PageBuilder Line(double x, double y, string text, double size = 10, Face face = Face.Regular)
    {
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length > 0)
            {
                var right = x + WidthOf(words[i], size);
                _words.Add(new PageWord(words[i], new Box(x, y, right, y + (1.1 * size)), (int)face, size,
                    EndsLine: i == words.Length - 1)
                {
                    Tag = _tag,
                });
            }

            x += WidthOf(words[i], size) + (Advance * size);
        }

        return this;
    }

    /// <summary>Lines broken by hand, one below the other.</summary>
    public PageBuilder Lines(double x, double y, double size, params string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            Line(x, y + (i * 1.2 * size), lines[i], size);
        }

        return this;
    }

    /// <summary>Text broken at words to the given width; returns the top of the line after it.</summary>
    public double Paragraph(double x, double y, double columnWidth, string text, double size = 10, Face face = Face.Regular)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && WidthOf($"{line} {word}", size) > columnWidth)
            {
                Line(x, y, line, size, face);
                y += 1.2 * size;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        Line(x, y, line, size, face);
        return y + (1.2 * size);
    }

    /// <summary>A word set right-aligned at <paramref name="right"/> or anywhere else, with its box given.</summary>
    public PageBuilder Word(string text, Box box, double size = 10, Face face = Face.Regular, bool spaceAfter = true)
    {
        _words.Add(new PageWord(text, box, (int)face, size, EndsLine: false, SpaceAfter: spaceAfter));
        return this;
    }

    /// <summary>What follows is one more element of this kind; null: of none.</summary>
    public PageBuilder Tag(TagRole? role, int level = 0)
    {
        if (role is { } said)
        {
            _tags.Add(new PageTag(said, level));
        }

        _tag = role is null ? 0 : _tags.Count;
        return this;
    }

    /// <summary>A line that is a cell, or a part of one: the same cell again goes on.</summary>
    public PageBuilder Cell(double x, double y, string text, TagCell cell)
    {
        var known = _tags.FindIndex(tag => tag.Cell == cell) + 1;
        if (known == 0)
        {
            _tags.Add(new PageTag(TagRole.Text, Cell: cell));
            known = _tags.Count;
        }

        _tag = known;
        Line(x, y, text);
        _tag = 0;
        return this;
    }

    public PageBuilder Figure(Box box, string text)
    {
        _figures.Add(new DescribedFigure(box, text));
        return this;
    }

    public PageBuilder Image(double l, double t, double r, double b)
    {
        _images.Add(new Box(l, t, r, b));
        return this;
    }

    public PageBuilder Rule(double l, double t, double r, double b)
    {
        _rules.Add(new Box(l, t, r, b));
        return this;
    }

    public PageText Build() =>
        new(pageNo, width, height, source, null, source == TextSource.Ocr ? 0.9 : null, Fonts, _words, _images, _rules)
        {
            Tags = _tags.Count == 0 ? null : _tags,
            Figures = _figures.Count == 0 ? null : _figures,
        };
}

public enum Face { Regular, Bold, Italic, Mono }
