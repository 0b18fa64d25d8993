namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// Tells whether a PDF has image objects at all. Their dictionaries are plain text even in compressed and encrypted files, and looking for
/// <c>/Image</c> once is far cheaper than having every page interpreted a second time. Images written inside page content are not seen.
/// </summary>
internal static class PdfImageScan
{
    private const int BlockBytes = 1 << 20;

    /// <summary>A file beyond this is not read through.</summary>
    private const long MostBytes = 512L << 20;

    public static bool MayHaveImages(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        if (length > MostBytes)
        {
            return true;
        }

        var token = "/Image"u8;
        var block = new byte[BlockBytes];
        var overlap = token.Length + 1;
        for (long at = 0; at < length; at += BlockBytes - overlap)
        {
            if (Contains(block.AsSpan(0, RandomAccess.Read(file, block, at)), token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As a whole name: <c>/ImageB</c> and <c>/ImageC</c> are in nearly every file.</summary>
    private static bool Contains(ReadOnlySpan<byte> data, ReadOnlySpan<byte> token)
    {
        for (var at = data.IndexOf(token); at >= 0; at = data.IndexOf(token))
        {
            data = data[(at + token.Length)..];
            if (data.IsEmpty || !(char.IsAsciiLetterOrDigit((char)data[0]) || data[0] is (byte)'_' or (byte)'-'))
            {
                return true;
            }
        }

        return false;
    }
}
