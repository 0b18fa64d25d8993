namespace DaprProcessing.Contracts.Documents;

/// <summary>The media types of what has sound in it, films as well, told by the first bytes.</summary>
internal static class SoundTypes
{
    private const int TransportPacketBytes = 188;
    private const int AacRates = 13;

    /// <summary>Brands of MP4 and QuickTime files; AVIF and HEIC images have others.</summary>
    private static readonly string[] Brands =
    [
        "M4A ", "M4B ", "M4V ", "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "dash",
        "avc1", "isml", "qt  ", "3gp4", "3gp5", "3gp6", "3gp7", "3g2a", "3g2b", "3g2c", "MSNV",
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
        _ when start.StartsWith("ID3"u8) => MediaTypes.Mp3,
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
        _ when At(start, 4, "ftyp"u8) && start.Length >= 12 && IsBrand(start.Slice(8, 4)) => MediaTypes.M4a,
        _ => null,
    };

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

    private static bool IsBrand(ReadOnlySpan<byte> brand)
    {
        foreach (var known in Brands)
        {
            if (brand.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(known)))
            {
                return true;
            }
        }

        return false;
    }
}
