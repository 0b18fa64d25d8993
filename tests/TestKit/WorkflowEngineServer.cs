using System.Net;
using DaprProcessing.Local.Runtime.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaprProcessing.TestKit;

/// <summary>
/// An engine behind a real server: the first address is gRPC (h2c), the second HTTP/1.1. The app id is the header <c>app</c>, or
/// "app".
/// </summary>
public sealed class WorkflowEngineServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private WorkflowEngineServer(WebApplication server, WorkflowEngine engine, string[] addresses)
    {
        _server = server;
        Engine = engine;
        Grpc = new Uri(addresses[0]);
        Http = new Uri(addresses[1]);
    }

    public WorkflowEngine Engine { get; }
    public Uri Grpc { get; }
    public Uri Http { get; }

    public static async Task<WorkflowEngineServer> StartAsync(WorkflowEngineOptions options, int grpcPort = 0)
    {
        var engine = await WorkflowEngine.OpenAsync(options, NullLoggerFactory.Instance);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, grpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddWorkflowApi(new WorkflowApi(engine,
            http => http.Request.Headers["app"] is [{ } app, ..] ? app : "app"));
        var server = builder.Build();
        server.MapWorkflows();
        await server.StartAsync();
        var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new WorkflowEngineServer(server, engine, [.. addresses]);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}
