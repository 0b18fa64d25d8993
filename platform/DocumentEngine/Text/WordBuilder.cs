using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Cuts poppler's page text into words. Text and rectangles run in step, one rectangle a character, spaces and line ends included; only
/// the direction marks that poppler puts around runs of the other direction have none.
/// </summary>
internal ref struct WordBuilder(ReadOnlySpan<Poppler.Rectangle> rectangles, FontRuns fonts)
{
    private const int MaxLostCharacters = 1000;

    /// <summary>A word space is about 0.25 em; letter spacing stays below this.</summary>
    private const double MinGapEm = 0.35;

    private readonly ReadOnlySpan<Poppler.Rectangle> _rectangles = rectangles;
    private readonly List<PageWord> _words = [];
    private readonly List<PageWord> _line = [];
    private readonly StringBuilder _word = new();
    private int _wordStart;
    private int _character;
    private bool _rightToLeft;

    public void Add(string text)
    {
        _rightToLeft = LineOrder.HasRightToLeft(text);
        var depth = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0x202A and <= 0x202C)
            {
                // Between two stretches of marks there may be a space that poppler's text leaves out: the boxes will tell.
                depth = rune.Value == 0x202C ? Math.Max(0, depth - 1) : depth + 1;
                if (depth == 0)
                {
                    EndWord(spaceAfter: false);
                }

                continue;
            }

            if (rune.Value == '\n')
            {
                EndWord(spaceAfter: true);
                EndLine();
            }
            else if (rune.Value == ' ')
            {
                EndWord(spaceAfter: true);
            }
            else
            {
                if (_word.Length > 0 && !_rightToLeft && fonts.FontAt(_character) != fonts.FontAt(_wordStart))
                {
                    EndWord(spaceAfter: false);
                }
                else if (_word.Length > 0 && IsApart(_character - 1, _character))
                {
                    EndWord(spaceAfter: true);
                }

                if (_word.Length == 0)
                {
                    _wordStart = _character;
                }

                _word.Append(rune.ToString());
            }

            _character++;
        }

        EndWord(spaceAfter: true);
        AddLostCharacters();
        EndLine();
    }

    public readonly (IReadOnlyList<PageWord> Words, IReadOnlyList<PageFont> Fonts) Finish() => (_words, _words.Count == 0 ? [] : fonts.Fonts);

    private readonly void EndWord(bool spaceAfter)
    {
        if (_word.Length == 0)
        {
            return;
        }

        var text = _word.ToString();
        _word.Clear();
        if (!string.IsNullOrWhiteSpace(text))
        {
            _line.Add(new PageWord(text, BoxOf(_wordStart, _character), fonts.FontAt(_wordStart), Math.Round(fonts.SizeAt(_wordStart), 2), SpaceAfter: spaceAfter));
        }
    }

    private readonly void EndLine()
    {
        if (_rightToLeft)
        {
            LineOrder.ToLogical(_line);
        }

        for (var i = 0; i < _line.Count; i++)
        {
            var last = i == _line.Count - 1;
            _words.Add(_line[i] with { EndsLine = last, SpaceAfter = last || HasSpaceBefore(_line[i + 1], _line[i]) });
        }

        _line.Clear();
    }

    private readonly bool HasSpaceBefore(PageWord next, PageWord word) =>
        _rightToLeft ? LineOrder.AreApart(word, next) : word.SpaceAfter && !CjkSpacing.IsJoint(word, next);

    /// <summary>Glyphs mapped to U+0000 end poppler's string early. What they leave unsaid shows as replacement characters.</summary>
    private void AddLostCharacters()
    {
        var lost = Math.Min(_rectangles.Length - _character, MaxLostCharacters);
        if (lost > 0)
        {
            _word.Append('\uFFFD', lost);
            _wordStart = _character;
            _character += lost;
            EndWord(spaceAfter: true);
        }
    }

    /// <summary>Poppler leaves the space out where none is printed: between the cells of a table, between columns.</summary>
    private readonly bool IsApart(int before, int after)
    {
        if (before < 0 || after >= _rectangles.Length)
        {
            return false;
        }

        var (left, right) = (ToBox(_rectangles[before]), ToBox(_rectangles[after]));
        var gap = Math.Max(Math.Max(right.L - left.R, left.L - right.R), Math.Max(right.T - left.B, left.T - right.B));
        return left.Width > 0 && right.Width > 0 && gap > MinGapEm * Math.Max(1, fonts.SizeAt(before));
    }

    private readonly Box BoxOf(int start, int end)
    {
        end = Math.Min(end, _rectangles.Length);
        if (start >= end)
        {
            return default;
        }

        var box = ToBox(_rectangles[start]);
        for (var i = start + 1; i < end; i++)
        {
            box = box.Union(ToBox(_rectangles[i]));
        }

        return box;
    }

    private static Box ToBox(Poppler.Rectangle rectangle) => Points.Box(rectangle.X1, rectangle.Y1, rectangle.X2, rectangle.Y2);
}
