using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// A document from plan to result: probe and cut → fan out in groups of chunks → fan in → assemble → finish.
/// Its instance id is the job's id. Cancelling is not its business: whoever cancels terminates it and ends the job record.
/// </summary>
internal sealed class ProcessDocumentWorkflow : Workflow<JobId, bool>
{
    public override async Task<bool> RunAsync(WorkflowContext context, JobId job)
    {
        var plan = await context.CallActivityAsync<JobPlan>(nameof(PlanJobActivity), job, Retries.OfActivities);
        if (plan.Failure is not null)
        {
            return await FinishAsync(new JobEnding(job, plan.Failure));
        }

        var chunks = await ProcessChunksAsync(context, job, plan);
        var assembly = await ChunkRound.RunAsync(
            context,
            [new PageRange(Assembly.ChunkId, 1, plan.TotalPages)],
            plan.RedispatchAfter,
            plan.Deadline,
            missing => context.CallActivityAsync<bool>(nameof(DispatchAssemblyActivity), new AssemblyDispatch(job, context.InstanceId, chunks), Retries.OfActivities));
        var failedPages = chunks.Where(chunk => chunk.Failure is not null).Sum(chunk => chunk.LastPageNo - chunk.FirstPageNo + 1);
        var report = assembly[Assembly.ChunkId];
        return await FinishAsync(report.Failure is { } failure
            ? new JobEnding(job, failure.Failure)
            : new JobEnding(job, Failure: null, Math.Max(failedPages, report.PagesFailed)));

        Task<bool> FinishAsync(JobEnding ending) => context.CallActivityAsync<bool>(nameof(FinishJobActivity), ending, Retries.OfActivities);
    }

    private static async Task<IReadOnlyList<FinishedChunk>> ProcessChunksAsync(WorkflowContext context, JobId job, JobPlan plan)
    {
        var chunks = ChunkPlan.Cut(plan.TotalPages);
        var groups = chunks.Chunk(ChunkPlan.ChunksPerGroup)
            .Select(group => new ChunkGroup(job, group[0].FirstPageNo, group[^1].LastPageNo, plan)).ToList();
        if (groups.Count == 1)
        {
            // A small document needs no child: its history is short as it is.
            return await ChunkGroupRun.RunAsync(context, groups[0], chunks);
        }

        var finished = await Task.WhenAll(groups.Select((group, index) =>
            context.CallChildWorkflowAsync<IReadOnlyList<FinishedChunk>>(
                nameof(ProcessChunkGroupWorkflow), group, new ChildWorkflowTaskOptions(InstanceId: $"{context.InstanceId}-g{index + 1}"))));
        return [.. finished.SelectMany(part => part)];
    }
}
