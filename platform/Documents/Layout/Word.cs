using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>A word ready for layout: cleaned text, x mirrored on right-to-left pages so that reading always goes to the
/// right.</summary>
/// <param name="IsSymbol">One glyph of a symbol font, or one without a Unicode name: a bullet where it stands like one.</param>
internal sealed record Word(
    string Text, Box Box, double Size, bool Bold, bool Italic, bool Mono, bool SpaceAfter, bool Mirrored, bool IsSymbol = false)
{
    /// <summary>It runs up or down the page, as its source says.</summary>
    public bool Sideways { get; init; }

    /// <summary>It runs neither level nor upright, as its source says.</summary>
    public bool Askew { get; init; }

    /// <summary>Which of the page's tags it belongs to, counted from 1; 0 for none.</summary>
    public int Tag { get; init; }

    public double CenterX => Box.CenterX;

    public double CenterY => Box.CenterY;
}
