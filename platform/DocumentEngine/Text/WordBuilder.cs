using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Layers;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Cuts a page's characters, given one after the other, into words and lines.</summary>
internal sealed class WordBuilder
{
    /// <summary>A word space is about 0.25 em; letter spacing stays below this.</summary>
    private const double MinGapEm = 0.35;

    /// <summary>Raised and lowered letters stay within this of their line.</summary>
    private const double MaxOffLineEm = 0.5;

    /// <summary>Between the letters of a word that runs from right to left there is no space at all, or next to none.</summary>
    private const double MinRightToLeftGapEm = 0.15;

    private const double SameDirection = 0.98;

    /// <summary>After an accent PDFium takes the way back over its letter for a space.</summary>
    private const double MinGapAfterAccentEm = 0.15;

    private readonly Box _page;
    private readonly bool _rightToLeft;
    private readonly AccentJoiner _accents;
    private readonly List<PageWord> _words = [];
    private readonly List<PageWord> _line = [];
    private readonly List<Glyph> _glyphs = [];
    private readonly StringBuilder _word = new();
    private Glyph _first;
    private Glyph _end;
    private Glyph _last;
    private Box _box;
    private bool _any;
    private bool _spaceFollows;
    private bool _accentEnds;
    private int _letters;

    public WordBuilder(Box page, bool rightToLeft) =>
        (_page, _rightToLeft, _accents) = (page, rightToLeft, new AccentJoiner(_word, _line));

    /// <summary>Words so far that lie outside the page.</summary>
    public int OffPage { get; private set; }

    /// <summary>Words so far that belong to layers which are switched off.</summary>
    public int InHiddenLayers { get; private set; }

    /// <summary>Letters and digits that were given and are in no word; known at the end.</summary>
    public int Lost { get; private set; }

    public bool IsInWord => (_word.Length > 0 && !_spaceFollows) || _glyphs.Count > 0;

    public void Add(in Glyph glyph)
    {
        _letters += glyph.Letters;
        if (_any && !_rightToLeft && _accents.Takes(glyph))
        {
            _accentEnds = true;
            return;
        }

        if (_any && StartsLine(glyph))
        {
            EndLine();
        }

        (_last, _any) = (glyph, true);
        if (_rightToLeft)
        {
            _glyphs.Add(glyph);
            return;
        }

        var accented = _accents.Accented(glyph);
        if (accented is null && _spaceFollows
            && (!_accentEnds || IsApart(_end.Box, glyph.Box, MinGapAfterAccentEm * _end.Style.SizePt)))
        {
            EndWord(spaceAfter: true);
        }

        (_spaceFollows, _accentEnds) = (false, false);
        if (_word.Length > 0 && IsApart(_end.Box, glyph.Box, MinGapEm * Math.Max(1, _end.Style.SizePt)))
        {
            EndWord(spaceAfter: true);
        }
        else if (_word.Length > 0 && glyph.Style.Font != _first.Style.Font)
        {
            EndWord(spaceAfter: false);
        }

        Append(accented is { } rune ? glyph with { Rune = rune } : glyph);
    }

    /// <summary>The word has ended, but for an accent that may follow.</summary>
    /// <param name="space">Where it stands, if it is one of the file's.</param>
    public void EndWord(Glyph? space)
    {
        if (_rightToLeft && space is { } glyph)
        {
            _glyphs.Add(glyph);
        }

        _spaceFollows = _word.Length > 0;
    }

    public void EndLine()
    {
        CutRightToLeft();
        EndWord(spaceAfter: true);
        SpacedOut.Join(_line);
        for (var i = 0; i < _line.Count; i++)
        {
            var last = i == _line.Count - 1;
            _words.Add(_line[i] with { EndsLine = last, SpaceAfter = last || HasSpaceBefore(_line[i + 1], _line[i]) });
        }

        _line.Clear();
        _accents.EndLine();
        _any = false;
    }

    public IReadOnlyList<PageWord> Finish()
    {
        EndLine();
        Lost = Math.Max(0, _letters - _accents.Letters - _words.Sum(word => LettersIn(word.Text)));
        return _words;
    }

    private bool StartsLine(in Glyph glyph)
    {
        var size = Math.Max(_last.Style.SizePt, glyph.Style.SizePt);
        return System.Numerics.Vector2.Dot(_last.Along, glyph.Along) < SameDirection
            || (_last.OffLine(glyph) > MaxOffLineEm * size && !IsBelowInColumn(glyph))
            || (!_rightToLeft && _last.Ahead(glyph) < -2 * size);
    }

    /// <summary>Vertical writing: the next character stands right below.</summary>
    private bool IsBelowInColumn(in Glyph glyph) =>
        Scripts.IsCjk(glyph.Rune.Value) && Scripts.IsCjk(_last.Rune.Value)
            && Math.Abs(glyph.Box.L - _last.Box.L) < 0.2 * glyph.Style.SizePt
        && glyph.Box.T - _last.Box.B is var gap && Math.Abs(gap) < 0.5 * glyph.Style.SizePt
            && _last.Box.Height < 1.02 * _last.Style.SizePt;

    private void Append(in Glyph glyph)
    {
        (_first, _box) = _word.Length == 0 ? (glyph, glyph.Box) : (_first, _box.Union(glyph.Box));
        _accents.Add(glyph);
        Span<char> letter = stackalloc char[2];
        _word.Append(letter[..glyph.Rune.EncodeToUtf16(letter)]);
        _end = glyph;
    }

    /// <summary>A whole line at once: only when it is all there can it be put in order.</summary>
    private void CutRightToLeft()
    {
        foreach (var glyph in LineOrder.ToLogical(_glyphs))
        {
            var isSpace = glyph.Rune.Value == ' ';
            if (isSpace || (_word.Length > 0 && IsApart(_end.Box, glyph.Box, MinRightToLeftGapEm * _end.Style.SizePt)))
            {
                EndWord(spaceAfter: true);
            }

            if (!isSpace)
            {
                Append(glyph);
            }
        }

        _glyphs.Clear();
    }

    private void EndWord(bool spaceAfter)
    {
        if (_word.Length == 0)
        {
            return;
        }

        var text = _word.ToString();
        _word.Clear();
        var isOnPage = IsOnPage(_box);
        _accents.EndWord(isLeftOut: !isOnPage);
        (_spaceFollows, _accentEnds) = (false, false);
        if (isOnPage)
        {
            var style = _first.Style;
            _line.Add(new PageWord(text, Points.Box(_box.L, _box.T, _box.R, _box.B), style.Font, Math.Round(style.SizePt, 2),
                SpaceAfter: spaceAfter)
            {
                Color = style.Color,
                AngleDeg = style.AngleDeg,
                Hidden = style.Hidden,
                Tag = style.Slot,
            });
        }
        else
        {
            _letters -= LettersIn(text);
            var isHidden = HiddenLayers.IsAside(_box);
            InHiddenLayers += isHidden ? 1 : 0;
            OffPage += isHidden ? 0 : 1;
        }
    }

    private bool IsOnPage(Box box) =>
        box.CenterX >= _page.L && box.CenterX <= _page.R && box.CenterY >= _page.T && box.CenterY <= _page.B;

    private static int LettersIn(string text)
    {
        var letters = 0;
        foreach (var sign in text)
        {
            letters += char.IsLetterOrDigit(sign) ? 1 : 0;
        }

        return letters;
    }

    private static bool HasSpaceBefore(PageWord next, PageWord word) =>
        word.SpaceAfter && !CjkSpacing.IsJoint(word, next);

    /// <summary>PDFs leave the space out where none is printed: between the cells of a table, between columns.</summary>
    private static bool IsApart(Box left, Box right, double most)
    {
        var gap = Math.Max(Math.Max(right.L - left.R, left.L - right.R), Math.Max(right.T - left.B, left.T - right.B));
        return left.Width > 0 && right.Width > 0 && gap > most;
    }
}
