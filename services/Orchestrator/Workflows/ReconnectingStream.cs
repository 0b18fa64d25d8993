using Grpc.Core;

namespace DaprProcessing.Orchestrator.Workflows;

internal static class ReconnectingStream
{
    /// <summary>
    /// Short beside the second in which a restarted sidecar is to be found; a refused connection costs next to nothing.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>What a sidecar that goes away leaves behind; anything else is an answer.</summary>
    public static bool IsLost(RpcException failure) =>
        failure.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Internal or StatusCode.Unknown;
}

/// <summary>A server's stream that is opened again whenever it ends, until its reader cancels.</summary>
internal sealed partial class ReconnectingStream<T>(Func<AsyncServerStreamingCall<T>> open, ILogger logger)
    : IAsyncStreamReader<T>, IDisposable
{
    private AsyncServerStreamingCall<T>? _call;
    private bool _isLost;

    public T Current => _call!.ResponseStream.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TryMoveNextAsync(cancellationToken))
            {
                if (_isLost)
                {
                    _isLost = false;
                    Log.Found(logger);
                }

                return true;
            }

            Dispose();
            await Task.Delay(ReconnectingStream.Pause, cancellationToken);
        }
    }

    public void Dispose()
    {
        _call?.Dispose();
        _call = null;
    }

    private async Task<bool> TryMoveNextAsync(CancellationToken cancellationToken)
    {
        try
        {
            _call ??= open();
            return await _call.ResponseStream.MoveNext(cancellationToken);
        }
        catch (RpcException lost) when (ReconnectingStream.IsLost(lost) && !cancellationToken.IsCancellationRequested)
        {
            if (!_isLost)
            {
                _isLost = true;
                Log.Lost(logger, lost.Status.Detail);
            }

            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The sidecar's stream of workflow work ended ({Reason}); connecting again.")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Information, "Workflow work comes from the sidecar again.")]
        public static partial void Found(ILogger logger);
    }
}
