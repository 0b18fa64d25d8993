using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// Arrays and dictionaries inside each other, counted before a parser that follows them by recursion gets to see the file:
/// its stack would end, and the process with it.
/// </summary>
internal static class NestingLimit
{
    private const int MaxNesting = 256;

    /// <summary>A file of up to 2 GiB, without reading it into memory.</summary>
    public static void Check(string path) => MappedFile.Read(path, file =>
    {
        Check(file);
        return true;
    });

    public static void Check(ReadOnlySpan<byte> file)
    {
        var (arrays, dictionaries) = (0, 0);
        for (var at = file.IndexOfAny("[]<>es"u8); at >= 0; at = file.IndexOfAny("[]<>es"u8))
        {
            file = file[at..];
            var pair = file.Length > 1 && file[1] == file[0];
            switch (file[0])
            {
                case (byte)'[':
                    arrays++;
                    break;
                case (byte)']':
                    arrays = Math.Max(0, arrays - 1);
                    break;
                case (byte)'<' when pair:
                    dictionaries++;
                    break;
                case (byte)'>' when pair:
                    dictionaries = Math.Max(0, dictionaries - 1);
                    break;
                case (byte)'s' when file.StartsWith("stream"u8):
                    // Compressed bytes say nothing, and may hold any bracket.
                    var end = file.IndexOf("endstream"u8);
                    file = end < 0 ? [] : file[end..];
                    continue;
                case (byte)'e' when file.StartsWith("endobj"u8):
                    (arrays, dictionaries) = (0, 0);
                    break;
            }

            if (arrays + dictionaries > MaxNesting)
            {
                throw new DocumentFault(
                    FailureCodes.ResourceLimit, $"The file nests arrays and dictionaries deeper than MaxNesting, {MaxNesting}.");
            }

            file = file[(pair && file[0] is (byte)'<' or (byte)'>' ? Math.Min(2, file.Length) : 1)..];
        }
    }
}
