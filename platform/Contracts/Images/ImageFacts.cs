namespace DaprProcessing.Contracts.Images;

/// <summary>What an image is and says of itself.</summary>
/// <param name="MediaType">As sniffed.</param>
/// <param name="WidthPx">As displayed, like the height: EXIF orientation undone.</param>
/// <param name="Dpi">Null where the file states none that can be true.</param>
/// <param name="Orientation">EXIF's 1 to 8, as the file has it.</param>
/// <param name="Frames">Of an animation, of which the first is used.</param>
/// <param name="Transparent">May have pixels that are not opaque.</param>
/// <param name="DeskewedDeg">The turn that levelled its text lines, clockwise; 0 for none.</param>
/// <param name="PerceptualHash">64 bits as hexadecimal digits: few of them differ between pictures that look alike.</param>
public sealed record ImageFacts(
    string MediaType, int WidthPx, int HeightPx, double? Dpi, int Orientation, int Frames, bool Transparent, double DeskewedDeg,
    string PerceptualHash)
{
    /// <summary>Of the recipe's copies, in their order.</summary>
    public IReadOnlyList<CopyFacts> Copies { get; init; } = [];

    /// <summary>By EXIF's names for its tags; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Exif { get; init; } = new SortedDictionary<string, string>();
}

/// <summary>A file that was written.</summary>
public sealed record CopyFacts(int WidthPx, int HeightPx, long SizeBytes);
