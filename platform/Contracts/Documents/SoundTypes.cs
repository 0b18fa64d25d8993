namespace DaprProcessing.Contracts.Documents;

/// <summary>The media types of what has sound in it, films as well, told by the first bytes.</summary>
internal static class SoundTypes
{
    private const int TransportPacketBytes = 188;
    private const int AacRates = 13;

    private const int TagHeadBytes = 10;

    /// <summary>Brands of images (AVIF, HEIC, JPEG 2000, JPEG XL, Canon's raw) in a box like that of MP4 and QuickTime.</summary>
    private static readonly string[] ImageBrands =
    [
        "avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "miaf", "jp2 ", "jpx ", "jpm ",
        "jpeg", "jxl ", "crx ",
    ];

    private static readonly byte[] AsfObject = [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11];
    private static readonly byte[] Ebml = [0x1A, 0x45, 0xDF, 0xA3];
    private static readonly byte[] Wave64 = [.. "riff"u8, 0x2E, 0x91, 0xCF, 0x11];

    public static string? Sniff(ReadOnlySpan<byte> start) => start switch
    {
        _ when (start.StartsWith("RIFF"u8) || start.StartsWith("RF64"u8)) && At(start, 8, "WAVE"u8) => MediaTypes.Wav,
        _ when start.StartsWith("RIFF"u8) && At(start, 8, "AVI "u8) => MediaTypes.Avi,
        _ when start.StartsWith(Wave64) => MediaTypes.Wave64,
        _ when start.StartsWith("FORM"u8) && (At(start, 8, "AIFF"u8) || At(start, 8, "AIFC"u8)) => MediaTypes.Aiff,
        _ when start.StartsWith("fLaC"u8) => MediaTypes.Flac,
        _ when start.StartsWith("OggS"u8) => MediaTypes.Ogg,
        _ when start.StartsWith("ID3"u8) => BehindTag(
            TagBytes(start) is var tag && tag < start.Length ? start[(int)tag..] : []),
        _ when start.StartsWith("#!AMR"u8) => MediaTypes.Amr,
        _ when start.StartsWith("MAC "u8) && At(start, 5, [0x0F]) => MediaTypes.Ape,
        _ when start.StartsWith("caff\0"u8) => MediaTypes.Caf,
        _ when start.StartsWith("wvpk"u8) && At(start, 9, [4]) => MediaTypes.WavPack,
        _ when start.StartsWith("TTA1"u8) && At(start, 5, [0]) => MediaTypes.Tta,
        _ when start.StartsWith(".snd\0"u8) => MediaTypes.Au,
        _ when start.StartsWith("FLV\u0001"u8) => MediaTypes.Flv,
        _ when start.StartsWith(Ebml) => MediaTypes.Matroska,
        _ when start.StartsWith(AsfObject) => MediaTypes.Asf,
        _ when start.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0xBA]) => MediaTypes.MpegProgram,
        _ when At(start, 0, "G"u8) && At(start, TransportPacketBytes, "G"u8) && At(start, 2 * TransportPacketBytes, "G"u8)
            && !TextTypes.IsText(start) => MediaTypes.MpegTransport,
        _ when At(start, 4, "ftyp"u8) && start.Length >= 12 && IsFilm(start.Slice(8, 4)) => MediaTypes.M4a,
        _ => null,
    };

    /// <summary>The length of an ID3 tag, by its own account; of its head alone where the start ends within it.</summary>
    /// <param name="start">Begins with a tag.</param>
    public static long TagBytes(ReadOnlySpan<byte> start)
    {
        const int HasFooter = 0x10;
        return start.Length < TagHeadBytes ? TagHeadBytes
            : TagHeadBytes + ((start[5] & HasFooter) == 0 ? 0 : TagHeadBytes)
                + (((long)start[6] & 0x7F) << 21) + ((start[7] & 0x7F) << 14) + ((start[8] & 0x7F) << 7) + (start[9] & 0x7F);
    }

    /// <summary>What a file with an ID3 tag is: MP3, unless FLAC or AAC stands behind the tag.</summary>
    /// <param name="behind">The first bytes there; none where they are not known.</param>
    public static string BehindTag(ReadOnlySpan<byte> behind) =>
        behind.StartsWith("fLaC"u8) ? MediaTypes.Flac : SniffFrame(behind) ?? MediaTypes.Mp3;

    /// <summary>
    /// MP3 without tags begins with a frame: eleven bits of one, then version, layer and rates that exist. So does AAC, of layer
    /// 0 and with a rate of its own table.
    /// </summary>
    public static string? SniffFrame(ReadOnlySpan<byte> start)
    {
        if (start.Length < 4 || start[0] != 0xFF || (start[1] & 0xE0) != 0xE0)
        {
            return null;
        }

        var (version, layer) = ((start[1] >> 3) & 3, (start[1] >> 1) & 3);
        var (bitRate, sampleRate) = (start[2] >> 4, (start[2] >> 2) & 3);
        if (layer == 0 && (start[1] & 0xF0) == 0xF0)
        {
            return ((start[2] >> 2) & 0xF) < AacRates ? MediaTypes.Aac : null;
        }

        return version != 1 && layer != 0 && bitRate is not (0 or 15) && sampleRate != 3 ? MediaTypes.Mp3 : null;
    }

    private static bool At(ReadOnlySpan<byte> start, int offset, ReadOnlySpan<byte> mark) =>
        start.Length >= offset + mark.Length && start.Slice(offset, mark.Length).SequenceEqual(mark);

    // Any other name: makers of cameras and players have brands of their own.
    private static bool IsFilm(ReadOnlySpan<byte> brand)
    {
        foreach (var known in ImageBrands)
        {
            if (brand.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(known)))
            {
                return false;
            }
        }

        return !brand.ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }
}
