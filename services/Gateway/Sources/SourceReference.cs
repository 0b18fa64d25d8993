namespace DaprProcessing.Gateway.Sources;

/// <summary>Where a document is to be fetched from.</summary>
internal abstract record SourceReference
{
    private SourceReference()
    {
    }

    /// <param name="UploadId">As <c>POST /v1/uploads</c> answered it.</param>
    public sealed record Upload(string UploadId) : SourceReference;

    /// <param name="Key">Key in the platform's own bucket.</param>
    /// <param name="Bucket">The bucket, where the caller names it: it must be that one.</param>
    public sealed record S3(string Key, string? Bucket = null) : SourceReference;

    /// <param name="JobId">A job of the caller's that has ended.</param>
    /// <param name="Name">Of one of its artifacts: a file that was embedded in its document, or what it made.</param>
    public sealed record Artifact(string JobId, string Name) : SourceReference;

    /// <param name="Address">Absolute, http or https.</param>
    public sealed record Http(Uri Address) : SourceReference;
}

/// <summary>The JSON form of a submission, read and checked.</summary>
/// <param name="Options">The options as they came; absent for the defaults.</param>
/// <param name="FileName">What the document is to be called; null to take the name it has there.</param>
internal sealed record SourceRequest(
    string? Pipeline, SourceReference Source, string? FileName, System.Text.Json.JsonElement? Options);
