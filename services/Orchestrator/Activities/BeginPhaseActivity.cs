using Dapr.Workflow;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Activities;

/// <param name="Phase">0 for the first.</param>
/// <param name="Cutter">The stage that cut its input.</param>
/// <param name="Units">How many units are worked on.</param>
/// <param name="Found">How many there are.</param>
internal sealed record PhaseBegin(JobId Job, int Phase, string Cutter, int Units, int Found = 0);

/// <summary>Keeps how many units a phase has, for progress; refuses none, too many, and more than a tenant has left.</summary>
internal sealed class BeginPhaseActivity(JobStore jobs, PagesOfTheDay day, IOptions<OrchestratorOptions> options)
    : WorkflowActivity<PhaseBegin, Failure?>
{
    public override async Task<Failure?> RunAsync(WorkflowActivityContext context, PhaseBegin begin)
    {
        var record = await jobs.UpdateAsync(
            begin.Job,
            known => known.IsStopping || known.Units.Count > begin.Phase ? null
                : known with { Units = [.. known.Units, begin.Units] },
            CancellationToken.None);
        return begin.Units switch
        {
            0 when begin.Found > 0 => new Failure(
                FailureCodes.PagesOutOfRange, $"The document has {begin.Found} pages, and none of them was asked for."),
            0 => new Failure(FailureCodes.NoPages, $"There is nothing in the document for {begin.Cutter} to work on."),
            var units when units > options.Value.MaxPages => new Failure(
                FailureCodes.TooManyPages,
                $"{begin.Cutter} has {units} parts to work on; "
                    + $"at most Orchestrator:MaxPages, {options.Value.MaxPages}, are taken."),
            // Pages of a document were counted with the plan; what a first phase cuts for itself counts like them.
            var units when begin.Phase == 0 && record is not null =>
                await day.KeepAsync(record, units, CancellationToken.None),
            _ => null,
        };
    }
}
