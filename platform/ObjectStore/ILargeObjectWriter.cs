namespace DaprProcessing.ObjectStore;

/// <summary>Writes objects beside the sidecar: its body limit does not hold for them.</summary>
internal interface ILargeObjectWriter
{
    Task WriteAsync(string key, Stream content, string contentType, CancellationToken cancellationToken);
}
