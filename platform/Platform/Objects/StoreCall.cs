namespace DaprProcessing.Platform.Objects;

/// <summary>One try of a call to the store; cancelled once nothing has been heard for too long, however large the object is.</summary>
internal sealed class StoreCall : IDisposable
{
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _cancellation;

    public StoreCall(TimeSpan patience, CancellationToken cancellationToken)
    {
        _patience = patience;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Heard();
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Bytes came or went.</summary>
    public void Heard() => _cancellation.CancelAfter(_patience);

    public void Dispose() => _cancellation.Dispose();
}
