namespace DaprProcessing.Client;

/// <summary>How the platform and what it stands on are.</summary>
/// <param name="Status">
/// <c>healthy</c>; <c>degraded</c> where jobs are taken and some will wait; <c>unhealthy</c> where none is taken, or none moves.
/// </param>
/// <param name="Error">What is wrong, in one sentence; null where nothing is.</param>
/// <param name="S3">The object store: <c>connected</c>, <c>disconnected</c> or <c>unknown</c>.</param>
/// <param name="Nats">The broker, in the same words.</param>
/// <param name="State">The state store, in the same words.</param>
/// <param name="Sidecar">The gateway's Dapr sidecar, in the same words.</param>
/// <param name="Orchestrator"><c>ready</c>, <c>no_answer</c> or <c>unknown</c>.</param>
/// <param name="Messages"><c>moving</c>, <c>waiting</c> or <c>unknown</c>.</param>
/// <param name="Stages">What works on documents, by name.</param>
public sealed record PlatformHealth(
    string Status, string? Error, string S3, string Nats, string State, string Sidecar, string Orchestrator, string Messages,
    IReadOnlyDictionary<string, StageHealth> Stages, DateTimeOffset CheckedAt);

/// <param name="Status">
/// <c>ready</c>; <c>impaired</c> where an engine is of no use; <c>no_answer</c> where no replica answers.
/// </param>
/// <param name="Engines">Each engine program: <c>ready</c>, or what is wrong with it.</param>
/// <param name="Messages">Those to it: <c>moving</c>, <c>waiting</c> or <c>unknown</c>.</param>
/// <param name="Optional">Each program that only some jobs need: <c>ready</c>, or why they are refused; null for none.</param>
/// <param name="Offers">What options may name of each: languages, voices, models; null for none.</param>
public sealed record StageHealth(
    string Status, IReadOnlyDictionary<string, string> Engines, IReadOnlyDictionary<string, string>? Optional = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Offers = null, string Messages = "unknown");
