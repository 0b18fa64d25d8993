using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>Neighbouring chunks that one workflow waits for.</summary>
internal sealed record ChunkGroup(JobId Job, int FirstPageNo, int LastPageNo, JobPlan Plan)
{
    public IReadOnlyList<PageRange> Chunks() =>
        [.. ChunkPlan.Cut(Plan.TotalPages).Where(chunk => chunk.FirstPageNo >= FirstPageNo && chunk.LastPageNo <= LastPageNo)];
}
