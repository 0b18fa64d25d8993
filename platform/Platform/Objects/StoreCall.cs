namespace DaprProcessing.Platform.Objects;

/// <summary>
/// One try of a call to the store; cancelled once nothing has been heard for too long, however large the object is.
/// </summary>
internal sealed class StoreCall : IDisposable
{
    private readonly TimeSpan _stallTimeout;
    private readonly CancellationTokenSource _cancellation;

    public StoreCall(TimeSpan stallTimeout, CancellationToken cancellationToken)
    {
        _stallTimeout = stallTimeout;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Touch();
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Bytes came or went.</summary>
    public void Touch() => _cancellation.CancelAfter(_stallTimeout);

    public void Dispose() => _cancellation.Dispose();
}
