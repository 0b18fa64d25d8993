using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>A word ready for layout: cleaned text, x mirrored on right-to-left pages so that reading always goes to the
/// right.</summary>
internal sealed record Word(string Text, Box Box, double Size, bool Bold, bool Italic, bool Mono, bool SpaceAfter, bool Mirrored)
{
    public double CenterX => Box.CenterX;

    public double CenterY => Box.CenterY;
}
