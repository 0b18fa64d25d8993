namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Whether the sidecar and this application are ready. False also where the sidecar cannot be reached.</summary>
    public abstract Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the sidecar takes calls; true before this application listens, so it is the one to wait for at start.</summary>
    public abstract Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits, asking every half second, until <see cref="CheckOutboundHealthAsync"/> is true.</summary>
    public abstract Task WaitForSidecarAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the sidecar to stop.</summary>
    public abstract Task ShutdownSidecarAsync(CancellationToken cancellationToken = default);

    /// <summary>What the sidecar says about itself.</summary>
    public abstract Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets an attribute that <see cref="GetMetadataAsync"/> returns.</summary>
    public abstract Task SetMetadataAsync(string attributeName, string attributeValue, CancellationToken cancellationToken = default);
}
