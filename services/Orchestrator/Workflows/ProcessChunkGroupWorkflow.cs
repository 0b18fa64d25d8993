using Dapr.Workflow;
using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>One group of chunks of a large document, so that no history grows with the document.</summary>
internal sealed class ProcessChunkGroupWorkflow : Workflow<ChunkGroup, IReadOnlyList<FinishedChunk>>
{
    public static string RegisteredName => $"{nameof(ProcessChunkGroupWorkflow)}-{WorkflowVersion.Current}";

    public override Task<IReadOnlyList<FinishedChunk>> RunAsync(WorkflowContext context, ChunkGroup group) =>
        group.RunAsync(context);
}
