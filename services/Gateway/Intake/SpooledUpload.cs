namespace DaprProcessing.Gateway.Intake;

/// <summary>An upload as a local file; deleted with this object.</summary>
/// <param name="MediaType">As sniffed from the first bytes, whatever the caller called it.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record SpooledUpload(string Path, string FileName, string MediaType, long SizeBytes, string Sha256) : IDisposable
{
    /// <summary>Its bytes came before and were counted then: an upload, or the document of an earlier job.</summary>
    public bool IsCounted { get; init; }

    public void Dispose() => File.Delete(Path);
}
