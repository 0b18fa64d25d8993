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
}
