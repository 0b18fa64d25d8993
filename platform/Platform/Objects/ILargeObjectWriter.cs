namespace DaprProcessing.Platform.Objects;

/// <summary>Writes objects beside the sidecar: its body limit does not hold for them. One try; the caller has more.</summary>
internal interface ILargeObjectWriter
{
    /// <param name="content">Seekable, at its start.</param>
    Task WriteAsync(string key, Stream content, string contentType, StoreCall call);
}
