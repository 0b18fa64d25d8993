namespace DaprProcessing.Client;

/// <summary>How much of a document has been sent.</summary>
/// <param name="TotalBytes">Null for a stream that does not tell its length.</param>
public sealed record UploadProgress(long SentBytes, long? TotalBytes);

/// <summary>How far a document is: first on its way to the platform, then in its job.</summary>
/// <param name="Upload">While the document is being sent; null afterwards.</param>
/// <param name="Job">Once there is a job.</param>
public sealed record JobProgress(UploadProgress? Upload, Job? Job)
{
    /// <summary>Pages that have passed the last stage, of all, 0 to 1; 0 until the pages are counted.</summary>
    public double Share => Job switch
    {
        { HasEnded: true } => 1,
        { Pages: { Total: > 0 } pages } => (double)pages.Done / pages.Total,
        _ => 0,
    };
}
