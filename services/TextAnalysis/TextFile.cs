using System.Text;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.TextAnalysis;

/// <summary>A text as a caller sent it.</summary>
internal static class TextFile
{
    private const int MostBytes = 64 << 20;

    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken) =>
        new FileInfo(path).Length <= MostBytes ? await File.ReadAllBytesAsync(path, cancellationToken)
            : throw new FailureException(new Failure(
                FailureCodes.ResourceLimit, $"The text is longer than {MostBytes >> 20} MiB."));

    /// <summary>By its byte order mark, else UTF-8; lines end in line feeds, what is no text of a person is left out.</summary>
    public static string Decode(ReadOnlySpan<byte> content)
    {
        Encoding encoding = content switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        var text = encoding.GetString(content).TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n');
        return text.AsSpan().ContainsAnyInRange('\0', '\b') ? new string([.. text.Where(letter => letter > '\b')]) : text;
    }
}
