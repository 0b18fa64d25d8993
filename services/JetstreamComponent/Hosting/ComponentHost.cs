using System.Net;
using DaprProcessing.JetstreamComponent.Rpc;
using DaprProcessing.JetstreamComponent.Sidecar;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace DaprProcessing.JetstreamComponent.Hosting;

/// <summary>
/// The JetStream component as daprd loads it: gRPC on a Unix socket, found by the socket's name and by server reflection.
/// </summary>
internal static class ComponentHost
{
    // Longer than a message may be that NATS takes; daprd bounds the body itself.
    private const int MaxMessageBytes = 16 << 20;

    /// <summary>What a handler in the app may still take once the end was asked for, and a little more.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(75);

    public static WebApplication Build(string[] args)
    {
        // Settings are read once: watching for changes takes one of the few inotify instances a user has.
        var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        var services = builder.Services;
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // A failed start is told by the program, in a line.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        services.AddOptions<ComponentOptions>().BindConfiguration(ComponentOptions.Section)
            .Configure<IConfiguration>(ReadDaprsOwn).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (MaxMessageBytes, MaxMessageBytes));
        services.AddGrpcReflection();
        services.AddSingleton(TimeProvider.System).AddSingleton<BrokerLink>().AddSingleton<OpenStreams>().AddHttpClient();
        services.AddHostedService<FirstSettings>().AddHostedService<SocketFile>().AddHostedService<Drain>();
        services.AddSingleton<DeafSidecarWatch>().AddHostedService(provider => provider.GetRequiredService<DeafSidecarWatch>());
        builder.WebHost.ConfigureKestrel(Listen);

        var app = builder.Build();
        app.MapGrpcService<PubSubService>();
        app.MapGrpcReflectionService();
        app.MapComponentHealth();
        return app;
    }

    private static void ReadDaprsOwn(ComponentOptions options, IConfiguration configuration)
    {
        options.SocketsFolder = configuration["DAPR_COMPONENTS_SOCKETS_FOLDER"] ?? options.SocketsFolder;
        options.DaprHttpPort = configuration.GetValue("DAPR_HTTP_PORT", options.DaprHttpPort);
        options.DaprApiToken = configuration["DAPR_API_TOKEN"] ?? options.DaprApiToken;
    }

    private static void Listen(KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<ComponentOptions>>().Value;
        SocketFile.MakePlace(options.SocketPath);
        kestrel.ListenUnixSocket(options.SocketPath, listen => listen.Protocols = HttpProtocols.Http2);
        if (options.HealthPort is { } port)
        {
            // The kubelet comes from outside the pod.
            kestrel.Listen(IPAddress.Any, port, listen => listen.Protocols = HttpProtocols.Http1);
        }
    }
}
