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

    public TiffSampleFormat SampleFormat { get; init; } = TiffSampleFormat.Unsigned;

    /// <summary>There is a sample more than the colours need, and nobody says that it is an alpha.</summary>
    public bool HasPlainExtra { get; init; }

    /// <summary>A smaller copy of another page, or its mask.</summary>
    public bool IsSecondary { get; init; }

    public double MissingShare { get; init; }

    public bool IsTiled => TileWidthPx > 0 && TileHeightPx > 0;

    /// <summary>Numbers of a measurement rather than shades: no image library takes them for a picture.</summary>
    public bool IsMeasured => SampleFormat is TiffSampleFormat.Signed or TiffSampleFormat.Float || BitsPerSample is 12 or > 16;

    public bool IsBilevel => BitsPerSample == 1 && SamplesPerPixel == 1;
}

internal enum TiffSampleFormat
{
    Unsigned = 1,
    Signed = 2,
    Float = 3,
}

internal enum TiffPhotometric
{
    WhiteIsZero = 0,
    BlackIsZero = 1,
    Rgb = 2,
    Palette = 3,
}
