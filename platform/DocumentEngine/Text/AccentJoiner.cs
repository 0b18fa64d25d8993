using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>
/// Joins accents that a font draws as signs of their own with the letter they stand over: TeX and others set é as ´ and e in one
/// place, in either order, the accent now and then only after the rest of the word.
/// </summary>
internal sealed class AccentJoiner(StringBuilder word)
{
    /// <summary>The word's characters: where each is in its text, and on the page.</summary>
    private readonly List<(int At, Box Box)> _places = [];

    /// <summary>An accent of the word that no letter is under yet; -1 for none.</summary>
    private int _open = -1;

    public void Clear()
    {
        _places.Clear();
        _open = -1;
    }

    /// <summary>The glyph is about to be put at the end of the word.</summary>
    public void Add(in Glyph glyph)
    {
        _open = AccentedLetters.MarkOf(glyph.Rune.Value) is null ? _open : _places.Count;
        _places.Add((word.Length, glyph.Box));
    }

    /// <summary>An accent over a letter of the word becomes part of it.</summary>
    public bool Takes(in Glyph accent)
    {
        if (_places.Count == 0 || AccentedLetters.MarkOf(accent.Rune.Value) is not { } mark)
        {
            return false;
        }

        for (var i = _places.Count - 1; i >= 0; i--)
        {
            var (at, box) = _places[i];
            if (IsOver(accent.Box, box) && AccentedLetters.Compose(word[at], mark) is { } composed)
            {
                word[at] = composed;
                return true;
            }
        }

        return false;
    }

    /// <summary>A letter below the last accent of the word, which is taken away.</summary>
    /// <returns>The letter with its accent, to be put at the end of the word; null where it has none.</returns>
    public Rune? Accented(in Glyph letter)
    {
        if (_open < 0 || _open != _places.Count - 1 || !letter.Rune.IsBmp || !IsOver(_places[_open].Box, letter.Box)
            || AccentedLetters.MarkOf(word[_places[_open].At]) is not { } mark
            || AccentedLetters.Compose((char)letter.Rune.Value, mark) is not { } composed)
        {
            return null;
        }

        word.Length = _places[_open].At;
        _places.RemoveAt(_open);
        _open = -1;
        return new Rune(composed);
    }

    private static bool IsOver(Box accent, Box letter) =>
        accent.CenterX > letter.L && accent.CenterX < letter.R && accent.CenterY > letter.T && accent.CenterY < letter.B;
}
