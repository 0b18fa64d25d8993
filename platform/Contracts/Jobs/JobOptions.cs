using System.Text.Json;
using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>What a caller may choose for a job. Every default is the one most callers want.</summary>
public sealed record JobOptions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Stage → what was chosen for it, as checked against the stage's schema; a stage without an entry takes its defaults.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Stages { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>All or nothing: one failed page fails the job.</summary>
    public bool FailOnPageError { get; init; }

    /// <summary>Remove the objects of a job that fails.</summary>
    public bool CleanUpOnFailure { get; init; }

    /// <summary>Which pages of the document are worked on; null for all.</summary>
    public PageSelection? Pages { get; init; }

    /// <summary>Whom to tell of the job's end. It has secrets: in no record of the job and in no message.</summary>
    [JsonIgnore]
    public Webhook? Webhook { get; init; }

    /// <summary>A stage's options as its own record.</summary>
    public TOptions Of<TOptions>(string stage)
        where TOptions : class, new() =>
        Stages.TryGetValue(stage, out var chosen) ? chosen.Deserialize<TOptions>(Json) ?? new TOptions() : new TOptions();
}
