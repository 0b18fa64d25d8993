using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Orchestrator.Activities;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Jobs;

/// <summary>Probes the document of a job, and plans its work by what that says.</summary>
internal sealed class JobPlanner(
    JobStore jobs, SourceCache sources, IDocumentProbe probe, PagesOfTheDay day, TimeProvider time,
    IOptions<OrchestratorOptions> options)
{
    private readonly OrchestratorOptions _options = options.Value;

    /// <summary>A plan, or why there can be none. Keeps pages of the tenant's day for it, and writes nothing else.</summary>
    public async Task<JobPlan> PlanAsync(JobRecord record, CancellationToken cancellationToken)
    {
        CrashPoint.Reached("orchestrator.planning");
        try
        {
            // What the first phase cuts for itself has no pages to count.
            var pages = record.Phases[0].Cut is null ? await CountPagesAsync(record, cancellationToken) : (int?)null;
            if (pages == 0)
            {
                return Refuse(FailureCodes.NoPages, "The document has no pages.");
            }

            if (record.Options.Pages is { } chosen && pages is { } total)
            {
                pages = chosen.CountOf(total);
                if (pages == 0)
                {
                    return Refuse(
                        FailureCodes.PagesOutOfRange,
                        $"The document has {total} pages, and the first of the pages asked for is {chosen.First}.");
                }
            }

            if (pages > _options.MaxPages)
            {
                return Refuse(
                    FailureCodes.TooManyPages,
                    $"There are {pages} pages to work on; at most Orchestrator:MaxPages, {_options.MaxPages}, are taken.");
            }

            return pages is { } wanted && await day.KeepAsync(record, wanted, cancellationToken) is { } exhausted
                ? JobPlan.Refused(exhausted)
                : new JobPlan(
                    record.Phases, pages ?? 0, _options.RedispatchAfter, record.CreatedAt.UtcDateTime + PatienceWith(record),
                    Chosen: record.Options.Pages, ChunksInFlight: _options.ChunksInFlight, Continues: record.Continues);
        }
        catch (FailureException error) when (!error.Failure.Retryable)
        {
            return JobPlan.Refused(error.Failure);
        }
        catch (ObjectNotFoundException)
        {
            return Refuse(FailureCodes.SourceMissing, "The uploaded document is no longer in the object store.");
        }
    }

    /// <summary>The job as it is planned and at work.</summary>
    public JobRecord Running(JobRecord known, JobPlan plan) => known with
    {
        Status = JobStatus.Running, StartedAt = known.StartedAt ?? time.GetUtcNow(),
        Units = plan.Phases[0].Cut is null ? [plan.TotalPages] : [],
    };

    /// <summary>Marks the job as running; what is stored then, null where there is no such job.</summary>
    public Task<JobRecord?> MarkRunningAsync(JobId job, JobPlan plan, CancellationToken cancellationToken) =>
        jobs.UpdateAsync(job, known => known.IsStopping ? null : Running(known, plan), cancellationToken);

    private TimeSpan PatienceWith(JobRecord record) =>
        record.Timeout is { } timeout && timeout < _options.JobDeadline ? timeout : _options.JobDeadline;

    private async Task<int> CountPagesAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var path = await sources.GetAsync(record.Id, record.Source, cancellationToken);
        var password = await jobs.FindPasswordAsync(record.Id, record.Source, cancellationToken);
        var source = new DocumentSource(path, record.Source.MediaType, password);
        return (await probe.ProbeAsync(source, cancellationToken)).Pages.Count;
    }

    private static JobPlan Refuse(string code, string message) => JobPlan.Refused(new Failure(code, message));
}
