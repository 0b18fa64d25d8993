using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>Probes the document and marks the job as running.</summary>
internal sealed class PlanJobActivity(
    JobStore jobs, SourceCache sources, IDocumentProbe probe, TimeProvider time, IOptions<OrchestratorOptions> options)
    : WorkflowActivity<JobId, JobPlan>
{
    private readonly OrchestratorOptions _options = options.Value;

    public override async Task<JobPlan> RunAsync(WorkflowActivityContext context, JobId job)
    {
        var record = await jobs.FindAsync(job, CancellationToken.None);
        if (record is null || record.IsStopping)
        {
            return Refuse(new Failure(FailureCodes.Internal, "The job has ended before it began."));
        }

        CrashPoint.Reached("orchestrator.planning");
        try
        {
            var pages = await CountPagesAsync(record);
            if (pages == 0)
            {
                return Refuse(new Failure(FailureCodes.NoPages, "The document has no pages."));
            }

            if (pages > _options.MaxPages)
            {
                return Refuse(new Failure(FailureCodes.TooManyPages, $"The document has {pages} pages; at most {_options.MaxPages} are taken."));
            }

            var now = time.GetUtcNow();
            await jobs.UpdateAsync(
                job, known => known.IsStopping ? null : known with { Status = JobStatus.Running, StartedAt = known.StartedAt ?? now, PagesTotal = pages },
                CancellationToken.None);
            return new JobPlan(pages, _options.RedispatchAfter, record.CreatedAt.UtcDateTime + _options.JobDeadline);
        }
        catch (EngineException error) when (!error.Failure.Retryable)
        {
            return Refuse(error.Failure);
        }
        catch (ObjectNotFoundException)
        {
            return Refuse(new Failure(FailureCodes.SourceMissing, "The uploaded document is no longer in the object store."));
        }
    }

    private async Task<int> CountPagesAsync(JobRecord record)
    {
        var path = await sources.GetAsync(record.Id, record.Source, CancellationToken.None);
        var source = new DocumentSource(path, record.Source.MediaType, await jobs.FindPasswordAsync(record, CancellationToken.None));
        return (await probe.ProbeAsync(source, CancellationToken.None)).Pages.Count;
    }

    private static JobPlan Refuse(Failure failure) => new(0, default, default, failure);
}
