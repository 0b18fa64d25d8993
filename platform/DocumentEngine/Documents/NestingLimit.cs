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

    /// <summary>Of all object streams together.</summary>
    private const int MaxInflatedBytes = 32 << 20;

    /// <summary>The dictionary before a stream is seldom longer.</summary>
    private const int DictionaryBytes = 512;

    /// <summary>A file of up to 2 GiB, without reading it into memory.</summary>
    public static void Check(string path) => MappedFile.Read(path, file =>
    {
        Check(file);
        return true;
    });

    public static void Check(ReadOnlySpan<byte> file)
    {
        var whole = file;
        var (depth, budget) = (new Depth(), MaxInflatedBytes);
        for (var at = file.IndexOfAny("[]<>es"u8); at >= 0; at = file.IndexOfAny("[]<>es"u8))
        {
            file = file[at..];
            if (file.StartsWith("stream"u8))
            {
                // Compressed bytes say nothing, and may hold any bracket; of some the parser makes objects.
                var end = file.IndexOf("endstream"u8);
                if (end >= 0 && budget > 0 && IsOfObjects(whole[..^file.Length]))
                {
                    CheckContent(FlateBytes.Of(file[6..end], ref budget));
                }

                // Past the whole word: it ends like one that begins a stream.
                file = end < 0 ? [] : file[(end + "endstream".Length)..];
                continue;
            }

            depth = file.StartsWith("endobj"u8) ? new Depth() : depth;
            file = file[depth.Pass(file)..];
        }
    }

    /// <summary>Of what stands in a stream, unpacked: objects, or the operations of a page. Brackets in strings are
    /// text.</summary>
    public static void CheckContent(ReadOnlySpan<byte> content)
    {
        var depth = new Depth();
        for (var at = content.IndexOfAny("[]<>("u8); at >= 0; at = content.IndexOfAny("[]<>("u8))
        {
            content = content[at..];
            content = content[(content[0] == '(' ? LengthOfString(content) : depth.Pass(content))..];
        }
    }

    /// <summary>Up to the bracket that closes it.</summary>
    private static int LengthOfString(ReadOnlySpan<byte> text)
    {
        var open = 0;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case (byte)'\\':
                    at++;
                    break;
                case (byte)'(':
                    open++;
                    break;
                case (byte)')' when --open == 0:
                    return at + 1;
            }
        }

        return text.Length;
    }

    private static bool IsOfObjects(ReadOnlySpan<byte> before) =>
        before[Math.Max(0, before.Length - DictionaryBytes)..] is var near
        && near[Math.Max(0, near.LastIndexOf(" obj"u8))..].IndexOf("/ObjStm"u8) >= 0;

    /// <summary>How many arrays and dictionaries are open.</summary>
    private struct Depth
    {
        private int _arrays;
        private int _dictionaries;

        /// <summary>Counts what the text begins with.</summary>
        /// <returns>Its bytes.</returns>
        /// <exception cref="DocumentFault">Nested too deep.</exception>
        public int Pass(ReadOnlySpan<byte> text)
        {
            var isPair = text.Length > 1 && text[1] == text[0] && text[0] is (byte)'<' or (byte)'>';
            switch (text[0])
            {
                case (byte)'[':
                    _arrays++;
                    break;
                case (byte)']':
                    _arrays = Math.Max(0, _arrays - 1);
                    break;
                case (byte)'<' when isPair:
                    _dictionaries++;
                    break;
                case (byte)'>' when isPair:
                    _dictionaries = Math.Max(0, _dictionaries - 1);
                    break;
            }

            return _arrays + _dictionaries <= MaxNesting ? isPair ? 2 : 1
                : throw new DocumentFault(
                    FailureCodes.ResourceLimit, $"The file nests arrays and dictionaries deeper than MaxNesting, {MaxNesting}.");
        }
    }
}
