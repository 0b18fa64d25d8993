using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Orchestrator.Reports;

/// <summary>A report that is not signed with its job's key: whoever sent it was not given the work.</summary>
internal sealed class ForgedReportException(ChunkReport report)
    : Exception($"the report of {report.WorkId} is not signed with the key of {report.Header.Job}")
{
    /// <param name="report">Null where there is none to look at.</param>
    /// <exception cref="ForgedReportException">It is not signed with the job's key.</exception>
    public static void ThrowIfForged(ChunkReport? report, JobRecord job)
    {
        if (report is not null && !ReportSignature.IsGenuine(report, job.ReportKey))
        {
            throw new ForgedReportException(report);
        }
    }
}
