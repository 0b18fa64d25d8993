using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Orchestrator.Activities;
using DaprProcessing.Orchestrator.Jobs;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>
/// A document from plan to result: probe and cut → fan out in groups of chunks → fan in → assemble → finish.
/// Its instance id is the job's id. Cancelling is not its business: whoever cancels terminates it and ends the job record.
/// </summary>
internal sealed class ProcessDocumentWorkflow : Workflow<JobId, bool>
{
    public static string RegisteredName => $"{nameof(ProcessDocumentWorkflow)}-{WorkflowVersion.Current}";

    public override async Task<bool> RunAsync(WorkflowContext context, JobId job)
    {
        var plan = await context.CallActivityAsync<JobPlan>(nameof(PlanJobActivity), job, Retries.OfActivities);
        var ending = plan.Failure is { } failure ? new JobEnding.Failed(job, failure) : await ProcessAsync(context, job, plan);
        return await context.CallActivityAsync<bool>(nameof(FinishJobActivity), ending, Retries.OfActivities);
    }

    private static async Task<JobEnding> ProcessAsync(WorkflowContext context, JobId job, JobPlan plan)
    {
        // A small document needs one message through all stages, if nothing goes wrong.
        if (plan.IsWholeDocument && await WholeDocument.RunAsync(context, job, plan) is { } pagesFailed)
        {
            return new JobEnding.Completed(job, pagesFailed);
        }

        var chunks = await FanOutAsync(context, job, plan);
        var assembled = context.WaitForReportAsync(AssemblyWork.Gathered);
        await DispatchRounds.RunAsync(context, plan, assembled, round => context.CallActivityAsync<bool>(
            nameof(DispatchAssemblyActivity), new AssemblyDispatch(job, context.InstanceId, chunks, round),
            Retries.OfActivities));
        return ReportEvents.FailureOf(assembled) is { } failure
            ? new JobEnding.Failed(job, failure.Failure)
            : new JobEnding.Completed(job, assembled.Result.PagesFailed);
    }

    private static async Task<IReadOnlyList<FinishedChunk>> FanOutAsync(WorkflowContext context, JobId job, JobPlan plan)
    {
        var groups = plan.Chunks().Chunk(ChunkPlan.ChunksPerGroup)
            .Select(group => new ChunkGroup(job, group[0].FirstPageNo, group[^1].LastPageNo, plan)).ToList();
        if (plan.IsWholeDocument)
        {
            return await groups[0].PageByPageAsync(context, plan.Chunks());
        }

        if (groups.Count == 1)
        {
            // No child: the history is short as it is.
            return await groups[0].RunAsync(context);
        }

        var finished = await Task
            .WhenAll(groups.Select((group, index) => context.CallChildWorkflowAsync<IReadOnlyList<FinishedChunk>>(
            ProcessChunkGroupWorkflow.RegisteredName, group, new ChildWorkflowTaskOptions(
                InstanceId: $"{context.InstanceId}-g{index + 1}"))));
        return [.. finished.SelectMany(part => part)];
    }
}
