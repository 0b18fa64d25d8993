using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Orchestrator.Activities;

namespace DaprProcessing.Orchestrator.Workflows;

/// <summary>What a job's workflow begins with.</summary>
/// <param name="Plan">Made before the workflow was started; null to have it made.</param>
/// <param name="IsSent">The document was sent off whole, and that has failed: it is not sent whole again.</param>
internal sealed record JobRun(JobId Job, JobPlan? Plan = null, bool IsSent = false);
