using Dapr.Client;
using Dapr.Workflow;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="ReplyTo">The workflow instance that waits.</param>
internal sealed record ChunkDispatch(JobId Job, string ReplyTo, int TotalPages, IReadOnlyList<PageRange> Chunks);

/// <summary>Publishes chunks to the first stage of the job's pipeline.</summary>
internal sealed class DispatchChunksActivity(DaprClient dapr, JobStore jobs, TimeProvider time) : WorkflowActivity<ChunkDispatch, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, ChunkDispatch dispatch)
    {
        if (await jobs.FindAsync(dispatch.Job, CancellationToken.None) is not { IsStopping: false } job)
        {
            return false;
        }

        var pipeline = PipelineCatalogue.Shipped.Find(job.Pipeline)
            ?? throw new InvalidOperationException($"the job's pipeline '{job.Pipeline}' is not known to this version");
        var topic = StageDirectory.Shipped.Find(pipeline.Stages[0]).Topic;
        foreach (var chunk in dispatch.Chunks)
        {
            var pages = Enumerable.Range(chunk.FirstPageNo, chunk.Count).Select(page => new PageWork(page)).ToList();
            var work = new ChunkWork(
                new EventHeader(dispatch.Job, time.GetUtcNow()), chunk.ChunkId, dispatch.ReplyTo, pipeline.Stages, job.Source, dispatch.TotalPages, pages, job.Options);
            await dapr.PublishEventAsync(DaprNames.PubSub, topic, work, new Dictionary<string, string> { ["cloudevent.type"] = topic });
            CrashPoint.Reached("orchestrator.dispatching");
        }

        return true;
    }
}
