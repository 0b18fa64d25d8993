using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Grpc.Core;

namespace Dapr.Client;

/// <summary>
/// Calls of the sidecar's gRPC service. A call whose connection could not be made has certainly not been seen by the sidecar, so it is
/// tried again, 50 ms to 1 s apart, for up to 5 seconds: long enough for a sidecar that is restarting, short enough that
/// a missing one is noticed. No other failure is retried: the sidecar may have acted.
/// </summary>
internal sealed class SidecarConnection(Uri endpoint, string? apiToken) : IDisposable
{
    private const string Service = "dapr.proto.runtime.v1.Dapr/";

    private static readonly TimeSpan RetryFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    private readonly GrpcClient _client = new(endpoint, apiToken);

    /// <exception cref="RpcException">The call failed; for callers that look at the status.</exception>
    public async Task<TResponse> CallAsync<TResponse>(string method, IMessage request, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var started = Environment.TickCount64;
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                return await _client.UnaryAsync<TResponse>(Service + method, request, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException e) when (e.NeverSent && Environment.TickCount64 - started + delay.TotalMilliseconds < RetryFor.TotalMilliseconds)
            {
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <param name="operation">What failed, for the message: "Publish", "State operation".</param>
    /// <param name="method">The name of the rpc.</param>
    /// <param name="request">The request message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="DaprException">The call failed; the status is inside.</exception>
    public async Task<TResponse> CallAsync<TResponse>(string operation, string method, IMessage request, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        try
        {
            return await CallAsync<TResponse>(method, request, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            throw Wrap(operation, e);
        }
    }

    public static DaprException Wrap(string operation, RpcException cause) =>
        new($"{operation} failed: the sidecar answered {cause.StatusCode}: {cause.Status.Detail}", cause);

    public void Dispose() => _client.Dispose();
}
