using Dapr.Client;
using Dapr.Workflow;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

internal sealed record AssemblyDispatch(JobId Job, string ReplyTo, IReadOnlyList<FinishedChunk> Chunks);

/// <summary>Publishes the fan-in to the result assembler.</summary>
internal sealed class DispatchAssemblyActivity(DaprClient dapr, JobStore jobs, TimeProvider time) : WorkflowActivity<AssemblyDispatch, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, AssemblyDispatch dispatch)
    {
        if (await jobs.FindAsync(dispatch.Job, CancellationToken.None) is not { IsStopping: false, PagesTotal: { } totalPages } job)
        {
            return false;
        }

        var work = new ChunkWork(
            new EventHeader(dispatch.Job, time.GetUtcNow()), Assembly.ChunkId, dispatch.ReplyTo, [StageNames.ResultAssembler], job.Source, totalPages,
            Pages: [], job.Options, new Assembly(job.Pipeline, dispatch.Chunks));
        await dapr.PublishEventAsync(
            DaprNames.PubSub, Topics.AssembleRequested, work, new Dictionary<string, string> { ["cloudevent.type"] = Topics.AssembleRequested });
        return true;
    }
}
