using DaprProcessing.DocumentEngine.Documents;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>How often a PDF was saved by adding to it: what an older revision said is in the file still.</summary>
internal static class FileRevisions
{
    private const int Most = 10_000;

    private static ReadOnlySpan<byte> Word => "startxref"u8;

    /// <returns>Null for a file that was written at once.</returns>
    public static int? In(string path) => MappedFile.Read(path, Count) is > 1 and var revisions ? revisions : null;

    /// <summary>Each save ends with the place of its table. A file that is written for the web has one more at its start, which
    /// says 0.</summary>
    private static int Count(ReadOnlySpan<byte> file)
    {
        var count = 0;
        for (var at = file.IndexOf(Word); at >= 0 && count < Most; at = file.IndexOf(Word))
        {
            file = file[(at + Word.Length)..];
            var place = file.TrimStart(" \r\n\t"u8);
            count += place is [>= (byte)'1' and <= (byte)'9', ..] ? 1 : 0;
        }

        return count;
    }
}
