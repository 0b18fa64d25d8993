using System.Net;
using Dapr.Protocol.Grpc;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.GrpcApi;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Workflows;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DaprProcessing.Local.Runtime.Hosting;

/// <summary>
/// One Kestrel on loopback with an HTTP and a gRPC port per app id; the port a call comes in on says which app it is from.
/// </summary>
internal sealed class RuntimeServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _web;
    private readonly Dictionary<string, (ListenOptions Http, ListenOptions Grpc)> _listeners = [];

    public RuntimeServer(
        LocalRuntimeOptions options, RuntimeServices services, WorkflowEngine workflows, Action<AppRuntime> shutDown,
            ILoggerFactory loggerFactory)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodySizeBytes;
            // Callers with one connection wait in long calls: workflow completions, streams of work items.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            foreach (var app in services.Apps.All)
            {
                Listen(kestrel, app);
            }
        });
        _web = builder.Build();
        var logger = loggerFactory.CreateLogger("DaprProcessing.Local.Runtime.Api");
        _web.Use(RequestGate.Create(options.DaprApiToken, options.MaxBodySizeBytes, logger));
        _web.Use(new WorkflowWorkerGate(workflows.ConnectedWorkers, options.Time).HandleAsync);
        _web.UseRouting();
        MapHttp(_web, services, shutDown);
        var bounded = _web.MapGroup("").WithMetadata(new GrpcMessageLimit((int)Math.Min(options.MaxBodySizeBytes, int.MaxValue)));
        MapGrpc(bounded, services, shutDown, options.MaxBodySizeBytes);
        bounded.MapWorkflows(workflows, context => context.App().AppId, isStrict: true);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _web.StartAsync(cancellationToken);

    public Uri HttpEndpoint(string appId) => Address(_listeners[appId].Http);

    public Uri GrpcEndpoint(string appId) => Address(_listeners[appId].Grpc);

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private void Listen(KestrelServerOptions kestrel, AppRuntime app)
    {
        ListenOptions? http = null, grpc = null;
        kestrel.Listen(IPAddress.Loopback, app.Options.HttpPort, listen => http = Tag(listen, app, HttpProtocols.Http1));
        kestrel.Listen(IPAddress.Loopback, app.Options.GrpcPort, listen => grpc = Tag(listen, app, HttpProtocols.Http2));
        _listeners[app.AppId] = (http!, grpc!);
    }

    private static ListenOptions Tag(ListenOptions listen, AppRuntime app, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        listen.Use(next => connection =>
        {
            connection.Features.Set(app);
            return next(connection);
        });
        return listen;
    }

    private static void MapHttp(WebApplication routes, RuntimeServices services, Action<AppRuntime> shutDown)
    {
        routes.MapPublish(services.Publisher);
        routes.MapState(services.State);
        routes.MapBindings(services.Bindings);
        routes.MapAbsent();
        routes.MapMetadata(services.Report);
        routes.MapHealth(shutDown);
        routes.MapObjects(services.Catalog);
        var invoke = new InvokeEndpoints(services.Invoker);
        invoke.Map(routes);
        routes.Map("/{**path}", context => UnknownAsync(context, invoke));
    }

    private static void MapGrpc(
        IEndpointRouteBuilder routes, RuntimeServices services, Action<AppRuntime> shutDown, long maxBodySizeBytes)
    {
        routes.MapPublishCalls(services.Publisher);
        routes.MapStateCalls(services.State);
        routes.MapBindingCalls(services.Bindings);
        routes.MapMetadataCalls(services.Report);
        routes.MapInvokeCall(services.Invoker, maxBodySizeBytes);
        routes.MapShutdownCall(shutDown);
    }

    private static async Task UnknownAsync(HttpContext context, InvokeEndpoints invoke)
    {
        if (RequestGate.IsGrpc(context))
        {
            RequestGate.RefuseGrpc(context, StatusCode.Unimplemented, $"unknown method {context.Request.Path}");
        }
        else if (!await invoke.TryForwardByHeaderAsync(context))
        {
            throw ApiException.NoAppId();
        }
    }

    private static Uri Address(ListenOptions listen) => new($"http://127.0.0.1:{listen.IPEndPoint!.Port}");
}
