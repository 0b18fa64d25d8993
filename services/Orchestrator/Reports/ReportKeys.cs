using System.Collections.Concurrent;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Reports;

/// <summary>The keys of jobs that reports come for: a large document has thousands of reports and one key.</summary>
internal sealed class ReportKeys(JobStore jobs)
{
    private const int MaxKnown = 1024;

    private readonly ConcurrentDictionary<JobId, string> _known = new();

    /// <summary>False where the report is not by who had the work, or is for another job's workflow.</summary>
    public async Task<bool> IsGenuineAsync(ChunkReport report, CancellationToken cancellationToken)
    {
        var job = report.Header.Job;
        if (report.ReplyTo != job.Id && !report.ReplyTo.StartsWith($"{job.Id}-", StringComparison.Ordinal))
        {
            return false;
        }

        if (_known.TryGetValue(job, out var key))
        {
            return ReportSignature.IsGenuine(report, key);
        }

        // Of a job that is gone nothing can be ended any more, and its workflow does nothing but end.
        var record = await jobs.FindAsync(job, cancellationToken);
        if (record?.ReportKey is { } found)
        {
            if (_known.Count >= MaxKnown)
            {
                _known.Clear();
            }

            // From the store only, never from a message: a job has one key as long as it lives.
            _known[job] = found;
        }

        return ReportSignature.IsGenuine(report, record?.ReportKey);
    }
}
