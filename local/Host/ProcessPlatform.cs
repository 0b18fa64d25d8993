using System.Diagnostics;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Local.Host.Processes;

namespace DaprProcessing.Local.Host;

/// <summary>
/// The same platform as on a cluster: the broker, every service, and a local runtime beside each service, in processes of their
/// own. Any of them may be killed; it is started again.
/// </summary>
internal sealed class ProcessPlatform : IPlatform
{
    // A dozen programs start at once; on a busy machine that takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<ChildProcess> _runtimes = [];
    private readonly List<ChildProcess> _services = [];
    private readonly PlatformOptions _options;
    private readonly ILogger _logger;
    private NatsServer? _nats;
    private StreamRoom? _room;
    private IReadOnlyDictionary<string, string> _settings = null!;

    private ProcessPlatform(PlatformOptions options, ILogger logger) => (_options, _logger) = (options, logger);

    public Uri Gateway { get; private set; } = null!;

    public IReadOnlyDictionary<string, Uri> Consumers { get; private set; } = null!;

    public static async Task<ProcessPlatform> StartAsync(
        PlatformOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var platform = new ProcessPlatform(options, loggers.CreateLogger("DaprProcessing.Local.Host"));
        try
        {
            await platform.StartPartsAsync(loggers, cancellationToken);
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
        // As a cluster stops a pod: a service gives up its work at the stop and says so through its runtime, which ends after it.
        await Task.WhenAll(_services.Select(service => service.DisposeAsync().AsTask()));
        await Task.WhenAll(_runtimes.Select(runtime => runtime.DisposeAsync().AsTask()));
        await (_room?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_nats?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task StartPartsAsync(ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        await using (var engines = SharedParts.DocumentEngines(loggers))
        {
            await engines.CheckAsync(cancellationToken);
        }

        _nats = await NatsServer.StartAsync(_options.NatsFolder, loggers.CreateLogger<NatsServer>(), cancellationToken);
        _settings = PartSettings.Of(_options, _nats.Url);
        _room = new StreamRoom(_options.DataFolder, _nats.Url, PlatformOptions.Streams, _logger);

        // Ports are fixed before anything starts, so that a part that is started again is found where it was.
        var ports = ServiceList.All.ToDictionary(service => service.AppId, service => new ServicePorts(
            service.AppId == AppIds.Gateway && _options.Listen is { Port: not 0 } listen ? listen.Port : FreePort.Find(),
            FreePort.Find(), FreePort.Find()));
        foreach (var (appId, own) in ports)
        {
            _runtimes.Add(await StartPartAsync($"{appId}-runtime", "LocalRuntime", RuntimeArguments(appId, ports)));
            _services.Add(await StartPartAsync(appId, appId, ServiceArguments(appId, own)));
        }

        Gateway = new UriBuilder(_options.Listen.Reached) { Port = ports[AppIds.Gateway].App }.Uri;
        Consumers = ports.Where(own => own.Key != AppIds.Gateway)
            .ToDictionary(own => own.Key, own => new Uri($"http://localhost:{own.Value.App}"));
        await WaitUntilReadyAsync(cancellationToken);
    }

    private async Task<ChildProcess> StartPartAsync(string name, string program, IEnumerable<string> arguments)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_options.DataFolder, "processes")).FullName;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments);
        foreach (var (setting, value) in _settings)
        {
            start.Environment[setting] = value;
        }

        return await ChildProcess.StartAsync(name, start, Path.Combine(folder, $"{name}.pid"), _logger);
    }

    private IEnumerable<string> RuntimeArguments(string appId, Dictionary<string, ServicePorts> ports) =>
    [
        "--app-id", appId, "--app-port", $"{ports[appId].App}", "--dapr-http-port", $"{ports[appId].RuntimeHttp}",
        "--dapr-grpc-port", $"{ports[appId].RuntimeGrpc}",
        "--resources-path", PlatformOptions.ComponentsFolder, "--state-directory", Path.Combine(_options.RuntimeFolder, appId),
        .. ports.Where(other => other.Key != appId).SelectMany(
            other => (string[])["--peer", $"{other.Key}=http://127.0.0.1:{other.Value.RuntimeHttp}"]),
    ];

    private IEnumerable<string> ServiceArguments(string appId, ServicePorts ports) =>
    [
        $"--urls={(appId == AppIds.Gateway ? _options.Listen.WithPort(ports.App) : $"http://localhost:{ports.App}")}",
        $"--DAPR_HTTP_ENDPOINT=http://127.0.0.1:{ports.RuntimeHttp}",
        $"--DAPR_GRPC_ENDPOINT=http://127.0.0.1:{ports.RuntimeGrpc}",
        $"--SourceCache:Folder={_options.CacheFolder}",
        .. PlatformOptions.ObjectStoreArguments, .. PlatformOptions.WorkShareArguments,
        .. PlatformOptions.MetricsArguments(appId),
    ];

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await Readiness.WaitAsync([Gateway], [.. _runtimes, .. _services], patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the gateway is not ready after {Patience.TotalMinutes} minutes");
        }
    }

    private sealed record ServicePorts(int App, int RuntimeHttp, int RuntimeGrpc);
}
