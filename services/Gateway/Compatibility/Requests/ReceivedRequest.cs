using DaprProcessing.Gateway.Compatibility.Deliveries;
using DaprProcessing.Gateway.Compatibility.Options;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Intake;

namespace DaprProcessing.Gateway.Compatibility.Requests;

/// <summary>A request read to its end: what is to be done, and the documents, or why one could not be had.</summary>
/// <param name="Chunking">Null for a conversion.</param>
/// <param name="Ignored">Options that were accepted and do nothing here.</param>
internal sealed record ReceivedRequest(
    ConvertOptions Options, ChunkOptions? Chunking, bool AsZip, IReadOnlyList<ReceivedSource> Sources,
    IReadOnlyList<string> Ignored) : IDisposable
{
    /// <summary>Who else is to hear of it; null for nobody.</summary>
    public TaskDelivery? Delivery { get; init; }

    public void Dispose()
    {
        foreach (var source in Sources)
        {
            source.Upload?.Dispose();
        }
    }
}

/// <summary>One document of a request: here as a file, or refused.</summary>
internal sealed record ReceivedSource(string FileName, SpooledUpload? Upload, SourceFault? Fault = null);
