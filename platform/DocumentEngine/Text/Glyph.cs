using System.Numerics;
using System.Text;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>One character that stands somewhere, in points of the displayed page.</summary>
/// <param name="Origin">Where its pen started.</param>
/// <param name="Along">The direction of its line, of length 1.</param>
internal readonly record struct Glyph(Rune Rune, Box Box, Vector2 Origin, Vector2 Along, GlyphStyle Style)
{
    /// <summary>1 for a letter or digit, as words are counted.</summary>
    public int Letters => Rune.IsBmp && char.IsLetterOrDigit((char)Rune.Value) ? 1 : 0;

    /// <summary>How far another glyph's origin lies off this one's base line.</summary>
    public double OffLine(in Glyph other)
    {
        var step = other.Origin - Origin;
        return Math.Abs((step.X * Along.Y) - (step.Y * Along.X));
    }

    public double Ahead(in Glyph other) => Vector2.Dot(other.Origin - Origin, Along);
}

/// <summary>What all characters of a text object have in common.</summary>
/// <param name="Font">Index into the page's fonts.</param>
/// <param name="AngleDeg">Clockwise, whole degrees.</param>
/// <param name="Slot">What the page's tags say of it, by <see cref="Tagging.PageTagging"/>; 0 for nothing.</param>
internal sealed record GlyphStyle(int Font, double SizePt, int Color, int AngleDeg, bool Hidden, int Slot);
