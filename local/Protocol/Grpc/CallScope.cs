using Grpc.Core;

namespace Dapr.Protocol.Grpc;

/// <summary>The caller's cancellation and the call's deadline as one token, remembering which of them fired.</summary>
internal readonly struct CallScope : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _linked;

    private CallScope(CancellationTokenSource? linked, CancellationToken caller)
    {
        _caller = caller;
        _linked = linked;
    }

    public CancellationToken Token => _linked?.Token ?? _caller;

    public static CallScope Start(TimeSpan? deadline, CancellationToken caller)
    {
        if (deadline is not { } timeout)
        {
            return new(linked: null, caller);
        }

        var linked = CancellationTokenSource.CreateLinkedTokenSource(caller);
        linked.CancelAfter(timeout);
        return new(linked, caller);
    }

    /// <summary>What the caller gets for an exception of the transport; null where the exception is already right.</summary>
    public Exception? Translate(Exception exception)
    {
        if (exception is RpcException)
        {
            return null;
        }

        // A cancelled call may also surface as a broken stream, so the token is asked first.
        if (_caller.IsCancellationRequested)
        {
            return exception is OperationCanceledException ? null : new OperationCanceledException("The call was cancelled.", exception, _caller);
        }

        if (_linked is { IsCancellationRequested: true })
        {
            return new RpcException(new Status(StatusCode.DeadlineExceeded, "The deadline of the call passed.", exception));
        }

        return exception is HttpRequestException or IOException or OperationCanceledException
            ? GrpcStatusReader.FromTransport(exception)
            : null;
    }

    public void Dispose() => _linked?.Dispose();
}
