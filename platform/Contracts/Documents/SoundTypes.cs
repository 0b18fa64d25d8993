namespace DaprProcessing.Contracts.Documents;

/// <summary>The media types of sound, told by the first bytes.</summary>
internal static class SoundTypes
{
    /// <summary>Brands of MP4 files; AVIF and HEIC images have others.</summary>
    private static readonly string[] Brands = ["M4A ", "M4B ", "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "dash"];

    public static string? Sniff(ReadOnlySpan<byte> start) => start switch
    {
        _ when (start.StartsWith("RIFF"u8) || start.StartsWith("RF64"u8)) && At(start, 8, "WAVE"u8) => MediaTypes.Wav,
        _ when start.StartsWith("fLaC"u8) => MediaTypes.Flac,
        _ when start.StartsWith("OggS"u8) => MediaTypes.Ogg,
        _ when start.StartsWith("ID3"u8) => MediaTypes.Mp3,
        _ when At(start, 4, "ftyp"u8) && start.Length >= 12 && IsBrand(start.Slice(8, 4)) => MediaTypes.M4a,
        _ => null,
    };

    /// <summary>MP3 without tags begins with a frame: eleven bits of one, then version, layer and rates that exist.</summary>
    public static string? SniffFrame(ReadOnlySpan<byte> start)
    {
        if (start.Length < 4 || start[0] != 0xFF || (start[1] & 0xE0) != 0xE0)
        {
            return null;
        }

        var (version, layer) = ((start[1] >> 3) & 3, (start[1] >> 1) & 3);
        var (bitRate, sampleRate) = (start[2] >> 4, (start[2] >> 2) & 3);
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
