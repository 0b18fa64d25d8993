namespace DaprProcessing.DocumentEngine.Images;

/// <summary>Makes a page of a directory's fields.</summary>
internal static class TiffDirectoryReader
{
    private const double CentimetresPerInch = 2.54;
    private const int NoUnit = 1;
    private const int PlainExtra = 0;
    private const int UnknownExtra = -1;
    private const int Centimetre = 3;

    /// <summary>Some writers round the length of the last strip up.</summary>
    private const double NegligibleShare = 0.01;

    // NewSubfileType is a set of flags, SubfileType, its forerunner, a number.
    private const int ReducedOrMask = 1 | 4;
    private const int Reduced = 2;

    public static TiffDirectory Read(TiffFields fields, int index, long fileBytes)
    {
        var tileWidth = fields.First(322, 0);
        var (x, y) = Resolution(fields);
        var orientation = fields.First(274, 1);
        return new TiffDirectory(
            index, fields.First(256, 0), fields.First(257, 0), fields.First(258, 1), fields.First(277, 1),
            (TiffPhotometric)fields.First(262, 0), orientation is >= 1 and <= 8 ? orientation : 1)
        {
            XDpi = x,
            YDpi = y,
            TileWidthPx = tileWidth,
            TileHeightPx = tileWidth > 0 ? fields.First(323, 0) : 0,
            SampleFormat = (TiffSampleFormat)fields.First(339, (int)TiffSampleFormat.Unsigned),
            HasPlainExtra = fields.First(277, 1) == 4 && fields.First(338, UnknownExtra) == PlainExtra,
            HasSeparatePlanes = fields.First(284, 1) == 2,
            IsSecondary = (fields.First(254, 0) & ReducedOrMask) != 0 || fields.First(255, 1) == Reduced,
            MissingShare = tileWidth > 0 ? Missing(fields.Numbers(324), fields.Numbers(325), fileBytes)
                : Missing(fields.Numbers(273), fields.Numbers(279), fileBytes),
        };
    }

    /// <summary>Without a unit the two numbers tell the shape of a pixel and no size.</summary>
    private static (double? X, double? Y) Resolution(TiffFields fields)
    {
        var perInch = fields.First(296, 2) switch { NoUnit => 0, Centimetre => CentimetresPerInch, _ => 1 };
        return (fields.Ratio(282), fields.Ratio(283)) switch
        {
            ({ } x, { } y) when perInch > 0 => (x * perInch, y * perInch),
            ({ } x, { } y) when x > 0 && y > 0 && x != y => (ImageHeader.DefaultDpi, ImageHeader.DefaultDpi * y / x),
            ({ } x, null) when perInch > 0 => (x * perInch, null),
            _ => (null, null),
        };
    }

    private static double Missing(IReadOnlyList<long> offsets, IReadOnlyList<long> lengths, long fileBytes)
    {
        var (all, missing) = (0.0, 0.0);
        for (var i = 0; i < Math.Min(offsets.Count, lengths.Count); i++)
        {
            all += lengths[i];
            missing += Math.Clamp((double)offsets[i] + lengths[i] - fileBytes, 0, lengths[i]);
        }

        return missing > NegligibleShare * all ? missing / all : 0;
    }
}
