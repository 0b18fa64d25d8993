using Dapr.Workflow;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>Probes the document and marks the job as running; sends a document of one chunk on its way.</summary>
internal sealed class PlanJobActivity(
    JobStore jobs, SourceCache sources, IDocumentProbe probe, WorkDispatcher dispatcher, TimeProvider time,
    IOptions<OrchestratorOptions> options) : WorkflowActivity<JobId, JobPlan>
{
    private readonly OrchestratorOptions _options = options.Value;

    public override async Task<JobPlan> RunAsync(WorkflowActivityContext context, JobId job)
    {
        var (record, etag) = await jobs.ReadAsync(job, CancellationToken.None);
        if (record is null || record.IsStopping)
        {
            return Refuse(FailureCodes.Internal, "The job has ended before it began.");
        }

        CrashPoint.Reached("orchestrator.planning");
        try
        {
            // What the first phase cuts for itself has no pages to count.
            var pages = record.Phases[0].Cut is null ? await CountPagesAsync(record) : (int?)null;
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
                    FailureCodes.TooManyPages, $"There are {pages} pages to work on; at most {_options.MaxPages} are taken.");
            }

            var running = await MarkRunningAsync(record, etag, pages);
            var plan = new JobPlan(
                record.Phases, pages ?? 0, _options.RedispatchAfter, record.CreatedAt.UtcDateTime + PatienceWith(record),
                Chosen: record.Options.Pages, ChunksInFlight: _options.ChunksInFlight);
            if (plan.IsWholeDocument && !running.IsStopping)
            {
                var whole = plan.Of(0, plan.TotalPages);
                await dispatcher.DispatchAsync(
                    running, whole, whole.Chunks()[0], context.InstanceId, dispatch: 1, context.MessageId(),
                    isWholeDocument: true);
            }

            return plan;
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

    private TimeSpan PatienceWith(JobRecord record) =>
        record.Timeout is { } timeout && timeout < _options.JobDeadline ? timeout : _options.JobDeadline;

    private async Task<int> CountPagesAsync(JobRecord record)
    {
        var path = await sources.GetAsync(record.Id, record.Source, CancellationToken.None);
        var password = await jobs.FindPasswordAsync(record.Id, record.Source, CancellationToken.None);
        var source = new DocumentSource(path, record.Source.MediaType, password);
        return (await probe.ProbeAsync(source, CancellationToken.None)).Pages.Count;
    }

    // Nobody changes a job that has just come but a caller who stops it.
    private async Task<JobRecord> MarkRunningAsync(JobRecord record, string etag, int? pages)
    {
        var running = Running(record);
        return await jobs.TryReplaceAsync(running, etag, CancellationToken.None) ? running
            : await jobs.UpdateAsync(record.Id, known => known.IsStopping ? null : Running(known), CancellationToken.None)
                ?? record;

        JobRecord Running(JobRecord known) =>
            known with
            {
                Status = JobStatus.Running, StartedAt = known.StartedAt ?? time.GetUtcNow(),
                Units = pages is { } count ? [count] : [],
            };
    }

    private static JobPlan Refuse(string code, string message) => JobPlan.Refused(new Failure(code, message));
}
