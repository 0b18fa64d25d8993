using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Gateway.Intake;

/// <summary>A request read to its end and found in order: pipeline, options, and the document as a local file.</summary>
internal sealed record Submission(Pipeline Pipeline, JobOptions Options, string? Password, SpooledUpload Upload) : IDisposable
{
    /// <summary>The task of a docling-serve client that the job is to be part of.</summary>
    public string? TaskId { get; init; }

    /// <summary>Whom to tell of the job's end on the broker.</summary>
    public BrokerReply? Reply { get; init; }

    /// <summary>The job whose good pages are carried over.</summary>
    public JobId? Continues { get; init; }

    /// <summary>When the job is to have ended, where its client says so.</summary>
    public TimeSpan? Timeout { get; init; }

    public void Dispose() => Upload.Dispose();
}
