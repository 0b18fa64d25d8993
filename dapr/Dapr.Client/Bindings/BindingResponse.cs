namespace Dapr.Client;

/// <summary>What an output binding answered.</summary>
public sealed class BindingResponse
{
    /// <summary>Creates a response, also for tests.</summary>
    public BindingResponse(BindingRequest request, ReadOnlyMemory<byte> data, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(metadata);
        Request = request;
        Data = data;
        Metadata = metadata;
    }

    /// <summary>The request this answers.</summary>
    public BindingRequest Request { get; }

    /// <summary>The bytes, as they came.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Metadata of the component.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }
}
