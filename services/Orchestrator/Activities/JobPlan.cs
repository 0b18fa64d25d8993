using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Orchestrator.Activities;

/// <summary>What the probe found, and the time limits of the job. Durable in the workflow's history, so that a change of settings leaves running jobs alone.</summary>
/// <param name="Failure">Set where the document cannot be processed at all.</param>
internal sealed record JobPlan(int TotalPages, TimeSpan RedispatchAfter, DateTime Deadline, Failure? Failure = null);
