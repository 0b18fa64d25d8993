using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Orchestrator.Jobs;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="Earlier">The job that has done it, or not.</param>
/// <param name="Stages">Those the chunk would go through.</param>
internal sealed record ChunkCarry(JobId Job, JobId Earlier, PageRange Chunk, IReadOnlyList<string> Stages);

/// <summary>Takes a chunk over from an earlier job of the same document.</summary>
/// <returns>False where it has to be done: a page of it has failed there, or it is gone.</returns>
internal sealed class CarryChunkActivity(ChunkCarrier carrier) : WorkflowActivity<ChunkCarry, bool>
{
    public override Task<bool> RunAsync(WorkflowActivityContext context, ChunkCarry carry) =>
        carrier.CarryAsync(carry, CancellationToken.None);
}
