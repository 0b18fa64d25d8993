using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>One phase of a job in its workflow: cut → fan out in groups of chunks → fan in → gather.</summary>
/// <param name="Index">0 for the first phase.</param>
internal sealed record JobPhase(WorkflowContext Context, JobId Job, JobPlan Plan, int Index)
{
    private const int GroupsAtOnce = 2;

    /// <summary>How many units have no result, or why there is none at all.</summary>
    public async Task<PhaseEnding> RunAsync()
    {
        if (IsWholeDocument
            && await WholeDocument.RunAsync(Context, Job, Plan.Of(0, Plan.TotalPages), Plan.IsSent) is { } ending)
        {
            // A small document needs one message through all stages, if nothing goes wrong.
            return ending;
        }

        var (units, failure) = await BeginAsync();
        if (failure is not null)
        {
            return PhaseEnding.Failed(failure);
        }

        var plan = Plan.Of(Index, units);
        return await GatherAsync(plan, await FanOutAsync(plan));
    }

    private bool IsWholeDocument => Index == 0 && Plan.IsWholeDocument;

    private async Task<(int Units, Failure? Failure)> BeginAsync()
    {
        if (Plan.Phases[Index].Cut is not { } cutter)
        {
            return (Plan.TotalPages, null);
        }

        var plan = Plan.Of(Index, units: 0);
        var cut = Context.WaitForReportAsync(plan.CutId);
        await DispatchRounds.RunAsync(Context, plan, cut, round => Context.CallActivityAsync<bool>(
            nameof(DispatchCutActivity), new CutDispatch(Job, Context.InstanceId, plan, round), Retries.OfActivities));
        if (ReportEvents.FailureOf(cut) is { } failed)
        {
            return (0, failed.Failure);
        }

        var found = cut.Result.Units ?? 0;
        var units = Plan.Wanted(Index, found);
        return (units, await Context.CallActivityAsync<Failure?>(
            nameof(BeginPhaseActivity), new PhaseBegin(Job, Index, cutter, units, found), Retries.OfActivities));
    }

    private async Task<IReadOnlyList<FinishedChunk>> FanOutAsync(PhasePlan plan)
    {
        var chunks = plan.Chunks();
        var groups = chunks.Chunk(ChunkPlan.ChunksPerGroup)
            .Select(group => new ChunkGroup(Job, group[0].FirstPageNo, group[^1].LastPageNo, plan)).ToList();
        if (IsWholeDocument)
        {
            return await groups[0].PageByPageAsync(Context, chunks);
        }

        if (groups.Count == 1)
        {
            // No child: the history is short as it is.
            return await groups[0].RunAsync(Context);
        }

        // The next group is under way while the last chunks of one are: the stages do not run dry in between.
        var children = new List<Task<IReadOnlyList<FinishedChunk>>>();
        foreach (var group in groups)
        {
            if (children.Count(child => !child.IsCompleted) == GroupsAtOnce)
            {
                await Task.WhenAny(children.Where(child => !child.IsCompleted));
            }

            children.Add(Context.CallChildWorkflowAsync<IReadOnlyList<FinishedChunk>>(
                ProcessChunkGroupWorkflow.RegisteredName, group with { Beside = GroupsAtOnce },
                new ChildWorkflowTaskOptions(InstanceId: $"{Context.InstanceId}-p{Index + 1}g{children.Count + 1}")));
        }

        return [.. (await Task.WhenAll(children)).SelectMany(part => part)];
    }

    private async Task<PhaseEnding> GatherAsync(PhasePlan plan, IReadOnlyList<FinishedChunk> chunks)
    {
        var gathered = Context.WaitForReportAsync(plan.GatherId);
        await DispatchRounds.RunAsync(Context, plan, gathered, round => Context.CallActivityAsync<bool>(
            nameof(DispatchGatherActivity), new GatherDispatch(Job, Context.InstanceId, plan, chunks, round),
            Retries.OfActivities));
        return ReportEvents.FailureOf(gathered) is { } failure ? PhaseEnding.Failed(failure.Failure)
            : PhaseEnding.Of(plan.Units, gathered.Result);
    }
}

/// <summary>How a phase came to its end.</summary>
/// <param name="Totals">What the job counts for so far.</param>
/// <param name="Failure">Why the job cannot go on.</param>
internal sealed record PhaseEnding(int Units, int UnitsFailed, ResultTotals? Totals, Failure? Failure)
{
    public static PhaseEnding Of(int units, ChunkReport report) => new(units, report.PagesFailed, report.Totals, null);

    public static PhaseEnding Failed(Failure failure) => new(0, 0, null, failure);
}
