namespace DaprProcessing.MarkupEngine.Building;

/// <summary>Where a document may point to.</summary>
internal static class Links
{
    private const int Longest = 2_000;

    private static readonly string[] Schemes = ["http", "https", "mailto", "ftp", "tel"];

    /// <summary>The address; null for one that a reader must not follow: scripts, data, files of the reader's own.</summary>
    public static string? Of(string? address)
    {
        address = address?.Trim();
        if (string.IsNullOrEmpty(address) || address.Length > Longest || address.StartsWith('#') || address.Any(char.IsControl))
        {
            return null;
        }

        var colon = address.IndexOf(':');
        var isAbsolute = colon >= 0 && address.AsSpan(0, colon).IndexOfAny('/', '?', '#') < 0;
        return isAbsolute ? Schemes.Contains(address[..colon].ToLowerInvariant()) ? address : null
            : address.StartsWith("//", StringComparison.Ordinal) || address.Contains('\\') ? null : address;
    }
}
