using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Local.Host.Processes;
using DaprProcessing.Local.Runtime;

namespace DaprProcessing.Local.Host;

/// <summary>The whole platform in this process: broker beside it, runtime and services in it.</summary>
internal sealed class LocalPlatform : IPlatform
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly Dictionary<string, Uri> _consumers = [];

    public Uri Gateway { get; private set; } = null!;

    public IReadOnlyDictionary<string, Uri> Consumers => _consumers;

    public static async Task<LocalPlatform> StartAsync(
        PlatformOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var platform = new LocalPlatform();
        try
        {
            await platform.StartPartsAsync(options, loggers, cancellationToken);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartPartsAsync(PlatformOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        // Step 1: what the services share of a process, and whether it can do what they are for; meanwhile the broker.
        var shared = new SharedParts(loggers);
        _parts.Push(shared);
        var check = shared.CheckAsync(cancellationToken);
        var logger = loggers.CreateLogger("DaprProcessing.Local.Host");
        var nats = await NatsServer.StartAsync(options.NatsFolder, logger, cancellationToken);
        _parts.Push(nats);
        await check;
        _parts.Push(new StreamRoom(options.DataFolder, nats.Url, PlatformOptions.Streams, logger));

        // Step 2: the runtime, which reads where things are from the environment, as daprd does.
        var settings = PartSettings.Of(options, nats.Url);
        foreach (var (name, value) in settings)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        var runtime = await LocalRuntimeHost.StartAsync(
            new LocalRuntimeOptions
            {
                ResourcesPaths = [PlatformOptions.ComponentsFolder],
                StateDirectory = options.RuntimeFolder,
                LoggerFactory = loggers,
                DaprApiToken = settings["DAPR_API_TOKEN"],
                Apps =
                [
                    .. ServiceList.All.Select(
                        service => new AppOptions { AppId = service.AppId, AppApiToken = settings["APP_API_TOKEN"] }),
                ],
            },
            cancellationToken);
        _parts.Push(runtime);

        // Step 3: the services.
        foreach (var service in ServiceList.All)
        {
            var running = await RunningService.StartAsync(
                service.AppId, service.Build(Arguments(service, options, runtime), shared.Register), runtime, cancellationToken);
            _parts.Push(running);
            if (service.AppId == AppIds.Gateway)
            {
                Gateway = running.Address;
            }
            else
            {
                _consumers.Add(service.AppId, running.Address);
            }
        }
    }

    private static string[] Arguments(Service service, PlatformOptions options, LocalRuntimeHost runtime) =>
    [
        $"--urls={(service.AppId == AppIds.Gateway ? options.Listen.Url : "http://127.0.0.1:0")}",
        $"--DAPR_HTTP_ENDPOINT={runtime.HttpEndpoint(service.AppId)}",
        $"--DAPR_GRPC_ENDPOINT={runtime.GrpcEndpoint(service.AppId)}",
        $"--SourceCache:Folder={options.CacheFolder}",
        .. PlatformOptions.ObjectStoreArguments, .. PlatformOptions.WorkShareArguments,
        .. PlatformOptions.MetricsArguments(service.AppId),
    ];
}
