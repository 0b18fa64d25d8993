using System.Collections.Concurrent;
using System.Globalization;
using Dapr.Client;
using Dapr.Proto.Common.V1;
using Dapr.Proto.Runtime.V1;
using Dapr.Protocol.Grpc;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DaprProcessing.Dapr.Tests.Client;

/// <summary>The sidecar API in memory: one state store "store", one pub/sub, one echoing binding, and what was received.</summary>
internal sealed class SmallSidecar : IAsyncDisposable
{
    public const string ApiToken = "a-token";

    private const string Service = "/dapr.proto.runtime.v1.Dapr/";

    private readonly ConcurrentDictionary<string, (ByteString Data, int Version)> _state = new();
    private readonly bool _knowsBulkPublish;
    private LoopbackApp _grpc = null!;
    private LoopbackApp _http = null!;

    private SmallSidecar(bool knowsBulkPublish) => _knowsBulkPublish = knowsBulkPublish;

    public Uri GrpcEndpoint => _grpc.Address;

    public Uri HttpEndpoint => _http.Address;

    public ConcurrentQueue<IMessage> Received { get; } = new();

    public ConcurrentQueue<string> Tokens { get; } = new();

    public bool Healthy { get; set; } = true;

    public static async Task<SmallSidecar> StartAsync(bool knowsBulkPublish = true)
    {
        var sidecar = new SmallSidecar(knowsBulkPublish);
        sidecar._grpc = await LoopbackApp.StartAsync(sidecar.MapGrpc);
        sidecar._http = await LoopbackApp.StartAsync(sidecar.MapHttp, HttpProtocols.Http1);
        return sidecar;
    }

    public DaprClient CreateClient() => new DaprClientBuilder()
        .UseGrpcEndpoint(GrpcEndpoint.OriginalString)
        .UseHttpEndpoint(HttpEndpoint.OriginalString)
        .UseDaprApiToken(ApiToken)
        .Build();

    public async ValueTask DisposeAsync()
    {
        await _grpc.DisposeAsync();
        await _http.DisposeAsync();
    }

    private void MapGrpc(WebApplication app)
    {
        Map<PublishEventRequest, Empty>(app, "PublishEvent", request => request.PubsubName == "missing"
            ? throw new RpcException(new Status(StatusCode.InvalidArgument, "pubsub missing is not found"))
            : new Empty());
        if (_knowsBulkPublish)
        {
            Map<BulkPublishRequest, BulkPublishResponse>(app, "BulkPublishEvent", FailOdd);
        }

        Map<BulkPublishRequest, BulkPublishResponse>(app, "BulkPublishEventAlpha1", FailOdd);
        Map<InvokeBindingRequest, InvokeBindingResponse>(app, "InvokeBinding", request =>
            new InvokeBindingResponse { Data = request.Data, Metadata = { request.Metadata } });
        Map<GetStateRequest, GetStateResponse>(app, "GetState", request => Get(request.Key));
        Map<GetBulkStateRequest, GetBulkStateResponse>(app, "GetBulkState", request => new GetBulkStateResponse
        {
            Items = { request.Keys.Select(key => new global::Dapr.Proto.Runtime.V1.BulkStateItem
            {
                Key = key, Data = Get(key).Data, Etag = Get(key).Etag, Error = key == "broken" ? "disk" : "",
            }) },
        });
        Map<SaveStateRequest, Empty>(app, "SaveState", request => Apply(request.States.Select(item => (item, Delete: false))));
        Map<DeleteStateRequest, Empty>(app, "DeleteState", request =>
            Apply([(new StateItem { Key = request.Key, Etag = request.Etag }, Delete: true)]));
        Map<DeleteBulkStateRequest, Empty>(app, "DeleteBulkState", request => Apply(request.States.Select(item => (item, Delete: true))));
        Map<ExecuteStateTransactionRequest, Empty>(app, "ExecuteStateTransaction", request =>
            Apply(request.Operations.Select(operation => (operation.Request, Delete: operation.OperationType == "delete"))));
        Map<GetSecretRequest, GetSecretResponse>(app, "GetSecret", request => new GetSecretResponse { Data = { { request.Key, "s3cret" } } });
        Map<GetBulkSecretRequest, GetBulkSecretResponse>(app, "GetBulkSecret", _ => new GetBulkSecretResponse
        {
            Data = { { "db", new SecretResponse { Secrets = { { "password", "s3cret" } } } } },
        });
        Map<GetMetadataRequest, GetMetadataResponse>(app, "GetMetadata", _ => new GetMetadataResponse
        {
            Id = "app-1",
            ExtendedMetadata = { { "key", "value" } },
            RegisteredComponents = { new RegisteredComponents { Name = "store", Type = "state.in-memory", Version = "v1", Capabilities = { "ETAG" } } },
        });
        Map<SetMetadataRequest, Empty>(app, "SetMetadata", _ => new Empty());
        Map<ShutdownRequest, Empty>(app, "Shutdown", _ => new Empty());
        app.MapGrpcUnimplemented("dapr.proto.runtime.v1.Dapr");
    }

    private void MapHttp(WebApplication app)
    {
        app.MapGet("/v1.0/healthz", Health);
        app.MapGet("/v1.0/healthz/outbound", Health);
        app.Map("/v1.0/invoke/{appId}/method/{**path}", async (string appId, string? path, HttpContext context) =>
        {
            Tokens.Enqueue(context.Request.Headers["dapr-api-token"].ToString());
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            return path == "fail"
                ? Results.Problem(statusCode: 500)
                : Results.Json(new Invoked(context.Request.Method, appId, path ?? "", context.Request.QueryString.Value ?? "", body));
        });
    }

    private IResult Health() => Healthy ? Results.NoContent() : Results.StatusCode(500);

    private void Map<TRequest, TResponse>(WebApplication app, string method, Func<TRequest, TResponse> handler)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse> =>
        app.MapGrpcUnary<TRequest, TResponse>(Service + method, (request, context) =>
        {
            Received.Enqueue(request);
            Tokens.Enqueue(context.Request.Headers["dapr-api-token"].ToString());
            return Task.FromResult(handler(request));
        });

    private static BulkPublishResponse FailOdd(BulkPublishRequest request) => new()
    {
        FailedEntries = { request.Entries.Where((_, i) => i % 2 == 1).Select(e => new BulkPublishResponseFailedEntry { EntryId = e.EntryId, Error = "odd" }) },
    };

    private GetStateResponse Get(string key) => _state.TryGetValue(key, out var value)
        ? new GetStateResponse { Data = value.Data, Etag = value.Version.ToString(CultureInfo.InvariantCulture) }
        : new GetStateResponse();

    private Empty Apply(IEnumerable<(StateItem Item, bool Delete)> operations)
    {
        var all = operations.ToList();
        foreach (var (item, _) in all.Where(operation => operation.Item.Etag is not null))
        {
            if (Get(item.Key).Etag != item.Etag.Value)
            {
                throw new RpcException(new Status(StatusCode.Aborted, "possible etag mismatch"));
            }
        }

        foreach (var (item, delete) in all)
        {
            if (delete)
            {
                _state.TryRemove(item.Key, out _);
            }
            else
            {
                _state.AddOrUpdate(item.Key, (item.Value, 1), (_, old) => (item.Value, old.Version + 1));
            }
        }

        return new Empty();
    }
}

/// <summary>What the invoked method saw.</summary>
internal sealed record Invoked(string Verb, string AppId, string Path, string Query, string Body);
