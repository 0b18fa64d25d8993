namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// Tells a file that is encrypted but opens without a password: poppler does not say so where every permission is granted.
/// The trailer is plain text at the end of the file, or at its start where the file is linearised.
/// </summary>
internal static class PdfTrailer
{
    private const int WindowBytes = 64 * 1024;

    public static bool MentionsEncryption(string path)
    {
        using var file = File.OpenRead(path);
        var window = new byte[(int)Math.Min(WindowBytes, file.Length)];
        file.ReadExactly(window);
        if (window.AsSpan().IndexOf("/Encrypt"u8) >= 0)
        {
            return true;
        }

        file.Seek(-window.Length, SeekOrigin.End);
        file.ReadExactly(window);
        return window.AsSpan().IndexOf("/Encrypt"u8) >= 0;
    }
}
