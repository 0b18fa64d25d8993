using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Dapr.DurableTask.Protobuf;
using Dapr.Protocol.Grpc;
using Dapr.Workflow;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Workflow.Tests.Sdk.Worker;

/// <summary>A task hub that does what a test says, over real gRPC: hands out the test's work items, keeps what workers and clients send.</summary>
internal sealed class ScriptedHub : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;
    private readonly Channel<WorkItem> _items = Channel.CreateUnbounded<WorkItem>();
    private readonly Channel<WorkflowResponse> _turns = Channel.CreateUnbounded<WorkflowResponse>();
    private readonly Channel<ActivityResponse> _activities = Channel.CreateUnbounded<ActivityResponse>();
    private CancellationTokenSource _streams = new();

    private ScriptedHub(WebApplication app) => _app = app;

    /// <summary>Every request of a client, with its RPC's name.</summary>
    public ConcurrentQueue<(string Rpc, IMessage Request)> Calls { get; } = new();

    /// <summary>The headers of the last call.</summary>
    public IHeaderDictionary? LastHeaders { get; private set; }

    public int OpenStreams { get; private set; }

    public int StreamsSeen { get; private set; }

    /// <summary>Called before a worker's answer is taken; may throw an RpcException.</summary>
    public Action<IMessage> OnComplete { get; set; } = _ => { };

    /// <summary>Called to answer a client's request.</summary>
    public Func<string, IMessage, IMessage?> OnCall { get; set; } = (_, _) => null;

    public Uri Address { get; private set; } = null!;

    public static async Task<ScriptedHub> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        var hub = new ScriptedHub(builder.Build());
        hub.Map();
        await hub._app.StartAsync();
        hub.Address = new Uri(hub._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return hub;
    }

    /// <summary>An app with a worker on this hub.</summary>
    public async Task<IHost> StartWorkerAsync(Action<WorkflowRuntimeOptions> configure, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DAPR_GRPC_ENDPOINT"] = Address.ToString(), ["DAPR_API_TOKEN"] = "secret" });
        builder.Services.AddDaprWorkflow(configure);
        services?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public void Send(WorkItem item) => _items.Writer.TryWrite(item);

    public void SendActivity(string name, string input = "", int taskId = 0, string token = "", string executionId = "") => Send(new WorkItem
    {
        CompletionToken = token,
        ActivityRequest = new() { Name = name, Input = input, TaskId = taskId, TaskExecutionId = executionId, WorkflowInstance = new() { InstanceId = "i" } },
    });

    public async Task<ActivityResponse> NextActivityAsync() => await _activities.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<WorkflowResponse> NextTurnAsync() => await _turns.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public bool HasMoreActivityAnswers => _activities.Reader.TryPeek(out _);

    /// <summary>Breaks every open stream.</summary>
    public async Task BreakStreamsAsync()
    {
        var broken = _streams;
        _streams = new CancellationTokenSource();
        await broken.CancelAsync();
        broken.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await BreakStreamsAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _streams.Dispose();
    }

    private void Map()
    {
        _app.MapGrpcUnary<Empty, Empty>("/TaskHubSidecarService/Hello", (_, context) =>
        {
            LastHeaders = context.Request.Headers;
            return Task.FromResult(new Empty());
        });
        _app.MapGrpcServerStream<GetWorkItemsRequest, WorkItem>("/TaskHubSidecarService/GetWorkItems", StreamAsync);
        _app.MapGrpcUnary<WorkflowResponse, CompleteTaskResponse>("/TaskHubSidecarService/CompleteOrchestratorTask", (r, _) => Complete(_turns, r));
        _app.MapGrpcUnary<ActivityResponse, CompleteTaskResponse>("/TaskHubSidecarService/CompleteActivityTask", (r, _) => Complete(_activities, r));
        MapCall<CreateInstanceRequest, CreateInstanceResponse>("StartInstance");
        MapCall<GetInstanceRequest, GetInstanceResponse>("GetInstance");
        MapCall<GetInstanceRequest, GetInstanceResponse>("WaitForInstanceStart");
        MapCall<GetInstanceRequest, GetInstanceResponse>("WaitForInstanceCompletion");
        MapCall<RaiseEventRequest, RaiseEventResponse>("RaiseEvent");
        MapCall<TerminateRequest, TerminateResponse>("TerminateInstance");
        MapCall<SuspendRequest, SuspendResponse>("SuspendInstance");
        MapCall<ResumeRequest, ResumeResponse>("ResumeInstance");
        MapCall<PurgeInstancesRequest, PurgeInstancesResponse>("PurgeInstances");
        MapCall<ListInstanceIDsRequest, ListInstanceIDsResponse>("ListInstanceIDs");
        MapCall<GetInstanceHistoryRequest, GetInstanceHistoryResponse>("GetInstanceHistory");
        MapCall<RerunWorkflowFromEventRequest, RerunWorkflowFromEventResponse>("RerunWorkflowFromEvent");
    }

    private async Task StreamAsync(GetWorkItemsRequest request, HttpContext context, Func<WorkItem, ValueTask> write)
    {
        LastHeaders = context.Request.Headers;
        StreamsSeen++;
        OpenStreams++;
        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _streams.Token);
            await foreach (var item in _items.Reader.ReadAllAsync(ends.Token))
                await write(item);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "broken by the test"));
        }
        finally
        {
            OpenStreams--;
        }
    }

    private async Task<CompleteTaskResponse> Complete<T>(Channel<T> answers, T answer)
        where T : IMessage
    {
        OnComplete(answer);
        await answers.Writer.WriteAsync(answer);
        return new CompleteTaskResponse();
    }

    private void MapCall<TRequest, TResponse>(string rpc)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        _app.MapGrpcUnary<TRequest, TResponse>($"/TaskHubSidecarService/{rpc}", (request, context) =>
        {
            LastHeaders = context.Request.Headers;
            Calls.Enqueue((rpc, request));
            return Task.FromResult((TResponse?)OnCall(rpc, request) ?? new TResponse());
        });
}
