using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Joins accents that a font draws as signs of their own with the letter they stand over: TeX and others set é as ´ and e in one
/// place, in either order, the accent now and then only after the rest of the word, or of the next one.
/// </summary>
/// <param name="line">The words before it on its line.</param>
internal sealed class AccentJoiner(StringBuilder word, List<PageWord> line)
{
    /// <summary>Characters that are looked back at; on hostile pages a line has no end.</summary>
    private const int MostBack = 64;

    /// <summary>The characters of the line: in which word each is, where in its text, and where on the page.</summary>
    private readonly List<(int Word, int At, Box Box)> _places = [];

    /// <summary>Where the word begins among them.</summary>
    private int _first;

    /// <summary>An accent of the word that no letter is under yet; -1 for none.</summary>
    private int _open = -1;

    /// <summary>Accents so far that count as letters, and became part of one.</summary>
    public int Letters { get; private set; }

    /// <param name="isLeftOut">It is none of the line's.</param>
    public void EndWord(bool isLeftOut)
    {
        if (isLeftOut)
        {
            _places.RemoveRange(_first, _places.Count - _first);
        }

        (_first, _open) = (_places.Count, -1);
    }

    public void EndLine()
    {
        _places.Clear();
        (_first, _open) = (0, -1);
    }

    /// <summary>The glyph is about to be put at the end of the word.</summary>
    public void Add(in Glyph glyph)
    {
        _open = AccentedLetters.MarkOf(glyph.Rune.Value) is null ? _open : _places.Count;
        _places.Add((line.Count, word.Length, glyph.Box));
    }

    /// <summary>An accent over a letter of the line becomes part of it.</summary>
    public bool Takes(in Glyph accent)
    {
        if (_places.Count == 0 || AccentedLetters.MarkOf(accent.Rune.Value) is not { } mark)
        {
            return false;
        }

        for (var i = _places.Count - 1; i >= Math.Max(0, _places.Count - MostBack); i--)
        {
            var (before, at, box) = _places[i];
            var letter = i >= _first ? word[at] : line[before].Text[at];
            if (box.HoldsCenterOf(accent.Box) && AccentedLetters.Compose(letter, mark) is { } composed)
            {
                if (i >= _first)
                {
                    word[at] = composed;
                }
                else
                {
                    var text = line[before].Text;
                    line[before] = line[before] with { Text = $"{text[..at]}{composed}{text[(at + 1)..]}" };
                }

                Letters += accent.Letters;
                return true;
            }
        }

        return false;
    }

    /// <summary>A letter below the last accent of the word, which is taken away.</summary>
    /// <returns>The letter with its accent, to be put at the end of the word; null where it has none.</returns>
    public Rune? Accented(in Glyph letter)
    {
        if (_open < _first || _open != _places.Count - 1 || !letter.Rune.IsBmp || !letter.Box.HoldsCenterOf(_places[_open].Box)
            || AccentedLetters.MarkOf(word[_places[_open].At]) is not { } mark
            || AccentedLetters.Compose((char)letter.Rune.Value, mark) is not { } composed)
        {
            return null;
        }

        Letters += char.IsLetterOrDigit(word[_places[_open].At]) ? 1 : 0;
        word.Length = _places[_open].At;
        _places.RemoveAt(_open);
        _open = -1;
        return new Rune(composed);
    }
}
