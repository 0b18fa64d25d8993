using System.Security.Cryptography;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;

namespace DaprProcessing.Contracts.Messages;

/// <summary>
/// Who may report on a job: whoever was given its work. The work has the job's key, and the report an HMAC-SHA256 of what it
/// says by that key.
/// </summary>
public static class ReportSignature
{
    private const int KeyBytes = 32;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Of a new job; base64.</summary>
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <param name="key">The job's; null for a job from before there were keys: its reports stay as they are.</param>
    public static ChunkReport Sign(ChunkReport report, string? key) =>
        key is null ? report : report with { Signature = Convert.ToBase64String(SignatureOf(report, key)) };

    /// <param name="key">As the job's record has it; null for a job from before there were keys, of which any report is
    /// taken.</param>
    public static bool IsGenuine(ChunkReport report, string? key)
    {
        if (key is null)
        {
            return true;
        }

        Span<byte> told = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return report.Signature is { } signature && Convert.TryFromBase64String(signature, told, out var length)
            && length == told.Length && CryptographicOperations.FixedTimeEquals(told, SignatureOf(report, key));
    }

    private static byte[] SignatureOf(ChunkReport report, string key) => HMACSHA256.HashData(
        Convert.FromBase64String(key),
        JsonSerializer.SerializeToUtf8Bytes(
            new Said(
                report.Header.Job, report.WorkId, report.ReplyTo, report.PagesFailed, report.Failure, report.Units,
                report.EndsJob, report.Totals),
            Json));

    /// <summary>
    /// All that the orchestrator goes by. Times are not: a report that is sent again has another, and says the same.
    /// </summary>
    private sealed record Said(
        JobId Job, string WorkId, string ReplyTo, int PagesFailed, PageFailure? Failure, int? Units, bool EndsJob,
        ResultTotals? Totals);
}
