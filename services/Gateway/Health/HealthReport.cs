using System.Text.Json.Serialization;

namespace DaprProcessing.Gateway.Health;

/// <summary>How the platform and what it stands on are.</summary>
/// <param name="S3">The object store: <c>connected</c> or <c>disconnected</c>.</param>
/// <param name="Nats">The broker: <c>connected</c>, <c>disconnected</c>, or <c>unknown</c> with no orchestrator to ask.</param>
/// <param name="State">The state store, like <paramref name="S3"/>.</param>
/// <param name="Sidecar">The gateway's Dapr sidecar; with none, nothing else is known.</param>
/// <param name="Orchestrator"><c>ready</c>, or <c>no_answer</c>.</param>
/// <param name="Messages">
/// Those to orchestrators: <c>moving</c> where one that was just sent has arrived, <c>waiting</c> or <c>unknown</c>.
/// </param>
/// <param name="Stages">Each stage and service that works on documents, by its name.</param>
internal sealed record HealthReport(
    string S3, string Nats, string State, string Sidecar, string Orchestrator, string Messages,
    IReadOnlyDictionary<string, StageHealth> Stages, DateTimeOffset CheckedAt)
{
    /// <summary>
    /// <c>healthy</c>; <c>degraded</c> where jobs are taken and some will wait; <c>unhealthy</c> where none is taken, or none
    /// moves.
    /// </summary>
    [JsonPropertyOrder(-2)]
    public string Status => HealthVerdict.Fatal(this).Count > 0 ? "unhealthy" : Error is null ? "healthy" : "degraded";

    /// <summary>What is wrong, in one sentence; absent where nothing is.</summary>
    [JsonPropertyOrder(-1)]
    public string? Error =>
        string.Join("; ", [.. HealthVerdict.Fatal(this), .. HealthVerdict.Partial(this)]) is { Length: > 0 } wrong ? wrong : null;
}

/// <param name="Status">
/// <c>ready</c>; <c>impaired</c> where an engine is of no use; <c>no_answer</c> where no replica answers.
/// </param>
/// <param name="Messages">
/// Those to the stage: <c>moving</c> where one that was just sent has arrived, or it is at work on others; <c>waiting</c> or
/// <c>unknown</c>.
/// </param>
/// <param name="Engines">Each engine program: <c>ready</c>, or what is wrong with it.</param>
/// <param name="Optional">
/// Each program that only some jobs need: <c>ready</c>, or why they are refused. It makes no stage <c>impaired</c>. Absent where
/// there are none.
/// </param>
internal sealed record StageHealth(
    string Status, string Messages, IReadOnlyDictionary<string, string> Engines,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Optional = null)
{
    /// <summary>What options may name of each part: languages, voices, models. Absent where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Offers { get; init; }
}
