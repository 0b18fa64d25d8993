using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Messages;

/// <summary>What a stage is asked for: the message of its topic.</summary>
/// <param name="Header">Job and time.</param>
/// <param name="ReplyTo">Workflow instance that waits for it.</param>
/// <param name="Source">The document.</param>
/// <param name="Options">The job's options.</param>
/// <param name="Dispatch">1 for the first time it is sent, 2 for the second …</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ChunkWork), "chunk")]
[JsonDerivedType(typeof(CutWork), "cut")]
[JsonDerivedType(typeof(GatherWork), "gather")]
public abstract record StageWork(EventHeader Header, string ReplyTo, SourceFile Source, JobOptions Options, int Dispatch)
{
    /// <summary>What the report of it is signed with; null for a job from before there were such keys.</summary>
    public string? ReportKey { get; init; }

    /// <summary>Unique in the job.</summary>
    [JsonIgnore]
    public abstract string WorkId { get; }

    /// <summary>The stage that is asked.</summary>
    [JsonIgnore]
    public abstract string Stage { get; }

    /// <summary>Pages, or other units, at work.</summary>
    [JsonIgnore]
    public abstract int UnitCount { get; }

    /// <summary>Whether everything is there that a stage relies on.</summary>
    [JsonIgnore]
    public virtual bool IsWhole =>
        Header is { SchemaVersion: EventHeader.CurrentSchema, Job: { Id: not null, Tenant: not null } }
        && (ReplyTo, Source, Options?.Stages) is (not null, not null, not null);

    /// <summary>Without the key, wherever it is written.</summary>
    public sealed override string ToString() => $"{Stage} of {Header.Job}/{WorkId}";
}
