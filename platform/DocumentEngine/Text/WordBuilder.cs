using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Cuts a page's characters, given one after the other, into words and lines.</summary>
internal sealed class WordBuilder(Box page, bool rightToLeft)
{
    /// <summary>A word space is about 0.25 em; letter spacing stays below this.</summary>
    private const double MinGapEm = 0.35;

    /// <summary>Raised and lowered letters stay within this of their line.</summary>
    private const double MaxOffLineEm = 0.5;

    private const double SameDirection = 0.98;

    private readonly List<PageWord> _words = [];
    private readonly List<PageWord> _line = [];
    private readonly StringBuilder _word = new();
    private Glyph _first;
    private Glyph _last;
    private Box _box;
    private bool _any;

    public void Add(in Glyph glyph)
    {
        if (_any && StartsLine(glyph))
        {
            EndLine();
        }

        if (_word.Length > 0 && IsApart(_last.Box, glyph.Box, _last.Style.SizePt))
        {
            EndWord(spaceAfter: true);
        }
        else if (_word.Length > 0 && !rightToLeft && glyph.Style.Font != _first.Style.Font)
        {
            EndWord(spaceAfter: false);
        }

        if (_word.Length == 0)
        {
            (_first, _box) = (glyph, glyph.Box);
        }

        AppendLetter(glyph);
        _box = _box.Union(glyph.Box);
        (_last, _any) = (glyph, true);
    }

    public void EndWord() => EndWord(spaceAfter: true);

    public void EndLine()
    {
        EndWord(spaceAfter: true);
        if (rightToLeft)
        {
            LineOrder.ToLogical(_line);
        }

        for (var i = 0; i < _line.Count; i++)
        {
            var last = i == _line.Count - 1;
            _words.Add(_line[i] with { EndsLine = last, SpaceAfter = last || HasSpaceBefore(_line[i + 1], _line[i]) });
        }

        _line.Clear();
        _any = false;
    }

    public IReadOnlyList<PageWord> Finish()
    {
        EndLine();
        return _words;
    }

    private bool StartsLine(in Glyph glyph)
    {
        var size = Math.Max(_last.Style.SizePt, glyph.Style.SizePt);
        return System.Numerics.Vector2.Dot(_last.Along, glyph.Along) < SameDirection
            || (_last.OffLine(glyph) > MaxOffLineEm * size && !IsBelowInColumn(glyph))
            || (!rightToLeft && _last.Ahead(glyph) < -2 * size);
    }

    /// <summary>Vertical writing: the next character stands right below.</summary>
    private bool IsBelowInColumn(in Glyph glyph) =>
        CjkSpacing.IsCjk(glyph.Rune) && CjkSpacing.IsCjk(_last.Rune) && Math.Abs(glyph.Box.L - _last.Box.L) < 0.2 * glyph.Style.SizePt
        && glyph.Box.T - _last.Box.B is var gap && Math.Abs(gap) < 0.5 * glyph.Style.SizePt && _last.Box.Height < 1.02 * _last.Style.SizePt;

    /// <summary>Lam-alef is one glyph; where the file maps it to two letters, PDFium turns them around with the rest of the line.</summary>
    private void AppendLetter(in Glyph glyph)
    {
        if (rightToLeft && _word.Length > 0 && _word[^1] is 'ا' or 'أ' or 'إ' or 'آ' && glyph.Rune.Value == 'ل' && glyph.Origin == _last.Origin)
        {
            _word.Insert(_word.Length - 1, 'ل');
            return;
        }

        _word.Append(glyph.Rune.ToString());
    }

    private void EndWord(bool spaceAfter)
    {
        if (_word.Length == 0)
        {
            return;
        }

        var text = _word.ToString();
        _word.Clear();
        if (IsOnPage(_box))
        {
            var style = _first.Style;
            _line.Add(new PageWord(text, Points.Box(_box.L, _box.T, _box.R, _box.B), style.Font, Math.Round(style.SizePt, 2), SpaceAfter: spaceAfter)
            {
                Color = style.Color,
                AngleDeg = style.AngleDeg,
                Hidden = style.Hidden,
            });
        }
    }

    private bool IsOnPage(Box box) =>
        (box.L + box.R) / 2 is var x && (box.T + box.B) / 2 is var y && x >= page.L && x <= page.R && y >= page.T && y <= page.B;

    private bool HasSpaceBefore(PageWord next, PageWord word) =>
        rightToLeft ? LineOrder.AreApart(word, next) : word.SpaceAfter && !CjkSpacing.IsJoint(word, next);

    /// <summary>PDFs leave the space out where none is printed: between the cells of a table, between columns.</summary>
    private static bool IsApart(Box left, Box right, double size)
    {
        var gap = Math.Max(Math.Max(right.L - left.R, left.L - right.R), Math.Max(right.T - left.B, left.T - right.B));
        return left.Width > 0 && right.Width > 0 && gap > MinGapEm * Math.Max(1, size);
    }
}
