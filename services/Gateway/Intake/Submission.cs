using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Gateway.Intake;

/// <summary>A request read to its end and found in order: pipeline, options, and the document as a local file.</summary>
internal sealed record Submission(Pipeline Pipeline, JobOptions Options, string? Password, SpooledUpload Upload) : IDisposable
{
    public void Dispose() => Upload.Dispose();
}
