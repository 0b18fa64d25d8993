namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>The entry of an object's dictionary that says what it is, in plain bytes.</summary>
internal static class TypeEntry
{
    private static ReadOnlySpan<byte> Key => "/Type"u8;

    public static int CountPages(ReadOnlySpan<byte> file)
    {
        var pages = 0;
        while (TryNext(ref file))
        {
            pages += Is(file, "Page"u8) ? 1 : 0;
        }

        return pages;
    }

    /// <summary>Goes on to what stands after the next one.</summary>
    public static bool TryNext(ref ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf(Key);
        bytes = at < 0 ? default : bytes[(at + Key.Length)..];
        return at >= 0;
    }

    /// <param name="value">What stands after the key.</param>
    public static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<byte> kind)
    {
        var name = value.TrimStart("\t\n\f\r "u8);
        return name.Length > kind.Length && name[0] == '/' && name[1..].StartsWith(kind)
            && (name.Length == kind.Length + 1 || !char.IsAsciiLetter((char)name[kind.Length + 1]));
    }
}
