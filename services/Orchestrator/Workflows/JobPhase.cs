using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>One phase of a job in its workflow: cut → fan out in groups of chunks → fan in → gather.</summary>
/// <param name="Index">0 for the first phase.</param>
internal sealed record JobPhase(WorkflowContext Context, JobId Job, JobPlan Plan, int Index)
{
    /// <summary>How many units have no result, or why there is none at all.</summary>
    public async Task<PhaseEnding> RunAsync()
    {
        var units = Plan.TotalPages;
        if (Plan.Phases[Index].Cut is not null)
        {
            var cut = await CutAsync(Plan.Of(Index, units: 0));
            if (cut.Failure is not null)
            {
                return cut;
            }

            units = cut.Units;
        }
        else if (Index == 0 && Plan.IsWholeDocument)
        {
            // A small document needs one message through all stages, if nothing goes wrong.
            if (await WholeDocument.RunAsync(Context, Job, Plan.Of(0, units)) is { } pagesFailed)
            {
                return new PhaseEnding(units, pagesFailed);
            }
        }

        var plan = Plan.Of(Index, units);
        return await GatherAsync(plan, await FanOutAsync(plan));
    }

    private async Task<PhaseEnding> CutAsync(PhasePlan plan)
    {
        var done = Context.WaitForReportAsync(plan.CutId);
        await DispatchRounds.RunAsync(Context, plan, done, round => Context.CallActivityAsync<bool>(
            nameof(DispatchCutActivity), new CutDispatch(Job, Context.InstanceId, plan, round), Retries.OfActivities));
        if (ReportEvents.FailureOf(done) is { } failure)
        {
            return new PhaseEnding(0, 0, failure.Failure);
        }

        var units = done.Result.Units ?? 0;
        var refused = await Context.CallActivityAsync<Failure?>(
            nameof(BeginPhaseActivity), new PhaseBegin(Job, Index, units), Retries.OfActivities);
        return new PhaseEnding(units, 0, refused);
    }

    private async Task<IReadOnlyList<FinishedChunk>> FanOutAsync(PhasePlan plan)
    {
        var chunks = plan.Chunks();
        var groups = chunks.Chunk(ChunkPlan.ChunksPerGroup)
            .Select(group => new ChunkGroup(Job, group[0].FirstPageNo, group[^1].LastPageNo, plan)).ToList();
        if (Index == 0 && Plan.IsWholeDocument)
        {
            return await groups[0].PageByPageAsync(Context, chunks);
        }

        if (groups.Count == 1)
        {
            // No child: the history is short as it is.
            return await groups[0].RunAsync(Context);
        }

        var finished = await Task.WhenAll(groups.Select((group, index) =>
            Context.CallChildWorkflowAsync<IReadOnlyList<FinishedChunk>>(
                ProcessChunkGroupWorkflow.RegisteredName, group,
                new ChildWorkflowTaskOptions(InstanceId: $"{Context.InstanceId}-p{Index + 1}g{index + 1}"))));
        return [.. finished.SelectMany(part => part)];
    }

    private async Task<PhaseEnding> GatherAsync(PhasePlan plan, IReadOnlyList<FinishedChunk> chunks)
    {
        var gathered = Context.WaitForReportAsync(plan.GatherId);
        await DispatchRounds.RunAsync(Context, plan, gathered, round => Context.CallActivityAsync<bool>(
            nameof(DispatchGatherActivity), new GatherDispatch(Job, Context.InstanceId, plan, chunks, round),
            Retries.OfActivities));
        return ReportEvents.FailureOf(gathered) is { } failure ? new PhaseEnding(plan.Units, plan.Units, failure.Failure)
            : new PhaseEnding(plan.Units, gathered.Result.PagesFailed);
    }
}

/// <summary>How a phase came to its end.</summary>
/// <param name="Failure">Why the job cannot go on.</param>
internal sealed record PhaseEnding(int Units, int UnitsFailed, Failure? Failure = null);
