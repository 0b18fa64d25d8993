using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Grpc.Core;

namespace Dapr.Workflow.Worker;

/// <summary>The sidecar's workflow task hub, as one app sees it. Safe for concurrent use.</summary>
internal sealed class TaskHub(Uri address, string? apiToken, int? maxReceiveBytes = null, int? maxSendBytes = null) : IDisposable
{
    private const string Service = "TaskHubSidecarService/";
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly Dictionary<string, string> Headers = new() { ["user-agent"] = "dapr-sdk-dotnet/v1.18.5" };

    // Histories grow with the instance and are sent whole: unlimited unless the app sets a bound.
    private readonly GrpcClient _client = new(address, apiToken, maxReceiveBytes ?? int.MaxValue);

    public Uri Address => address;

    /// <summary>Calls the hub; where the connection cannot be made, for a few seconds again, for app and sidecar start side by side.</summary>
    public async Task<TResponse> CallAsync<TResponse>(string rpc, IMessage request, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var delay = FirstRetryDelay;
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await CallOnceAsync<TResponse>(rpc, request, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException e) when (e.NeverSent && TimeProvider.System.GetElapsedTime(startedAt) < ConnectPatience)
            {
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
                delay *= 2;
            }
        }
    }

    /// <summary>Calls the hub once.</summary>
    public Task<TResponse> CallOnceAsync<TResponse>(string rpc, IMessage request, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (maxSendBytes is { } limit && request.CalculateSize() is var size && size > limit)
            throw new RpcException(new Status(StatusCode.ResourceExhausted, $"The request of {rpc} has {size} bytes; the limit set for this app is {limit}."));
        return _client.UnaryAsync<TResponse>(Service + rpc, request, Headers, deadline: null, cancellationToken);
    }

    /// <summary>The work of this app, as it comes; ends when the sidecar does, or goes.</summary>
    public IAsyncEnumerable<WorkItem> GetWorkItemsAsync(CancellationToken cancellationToken) =>
        _client.ServerStreamAsync<WorkItem>(Service + "GetWorkItems", new GetWorkItemsRequest(), Headers, cancellationToken);

    public void Dispose() => _client.Dispose();
}
