using System.Net;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Diagnostics;
using DaprProcessing.Local.Runtime.GrpcApi;
using DaprProcessing.Local.Runtime.HttpApi;
using DaprProcessing.Local.Runtime.Operations;
using DaprProcessing.Local.Runtime.Workflows;
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
        builder.Services.AddSingleton(loggerFactory).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(new SidecarService(services, shutDown));
        builder.Services.AddWorkflowApi(new WorkflowApi(workflows, context => context.App().AppId));
        builder.Services.AddGrpc().AddServiceOptions<SidecarService>(sidecar =>
        {
            sidecar.MaxReceiveMessageSize = (int)Math.Min(options.MaxBodySizeBytes, int.MaxValue);
            sidecar.MaxSendMessageSize = null;
        });
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
        _web.UseCallCounting(Calls);
        MapHttp(_web, services, shutDown);
        _web.MapCallCounts(Calls);
        _web.MapGrpcService<SidecarService>();
        _web.MapWorkflows();
    }

    public CallCounter Calls { get; } = new();

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

    private static async Task UnknownAsync(HttpContext context, InvokeEndpoints invoke)
    {
        if (RequestGate.IsGrpc(context))
        {
            UnservedCalls.Refuse(context);
        }
        else if (!await invoke.TryForwardByHeaderAsync(context))
        {
            throw ApiException.NoAppId();
        }
    }

    private static Uri Address(ListenOptions listen) => new($"http://127.0.0.1:{listen.IPEndPoint!.Port}");
}
