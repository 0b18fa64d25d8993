namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>Up to which size a file gets all the care there is; PDFium itself reads larger ones.</summary>
internal static class FileLimits
{
    /// <summary>Of a file that is mended in memory: it is there up to four times while that goes on.</summary>
    public const long MaxMendedBytes = 256L << 20;

    /// <summary>Of a file that the second parser reads.</summary>
    public const long MaxSecondParserBytes = 768L << 20;

    /// <summary>Below it the second parser has the file in memory, which is quicker.</summary>
    public const long InMemoryBytes = 64L << 20;

    public static bool MayBeMended(string path) => new FileInfo(path).Length <= MaxMendedBytes;
}
