namespace DaprProcessing.DocumentEngine.Images;

/// <summary>What one directory of a TIFF says of its image.</summary>
/// <param name="Index">Its place in the chain, from 0.</param>
/// <param name="BitsPerSample">Of the first sample; the others are like it in all but the oddest files.</param>
/// <param name="MissingShare">Of the image's bytes, those that lie beyond the end of the file.</param>
internal sealed record TiffDirectory(
    int Index, int WidthPx, int HeightPx, int BitsPerSample, int SamplesPerPixel, TiffPhotometric Photometric, int Orientation)
{
    public double? XDpi { get; init; }

    public double? YDpi { get; init; }

    /// <summary>Zero where the image comes in strips.</summary>
    public int TileWidthPx { get; init; }

    public int TileHeightPx { get; init; }

    public bool HasSeparatePlanes { get; init; }

    /// <summary>A smaller copy of another page, or its mask.</summary>
    public bool IsSecondary { get; init; }

    public double MissingShare { get; init; }

    public bool IsTiled => TileWidthPx > 0 && TileHeightPx > 0;

    public bool IsBilevel => BitsPerSample == 1 && SamplesPerPixel == 1;
}

internal enum TiffPhotometric
{
    WhiteIsZero = 0,
    BlackIsZero = 1,
    Rgb = 2,
    Palette = 3,
}
