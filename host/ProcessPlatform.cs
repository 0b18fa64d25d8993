using System.Diagnostics;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Host.Processes;

namespace DaprProcessing.Host;

/// <summary>The same platform with a process for each part: broker, runtime, every service. Any of them may be killed; it is started again.</summary>
internal sealed class ProcessPlatform : IPlatform
{
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly PlatformOptions _options;
    private readonly ILogger _logger;

    private ProcessPlatform(PlatformOptions options, ILogger logger) => (_options, _logger) = (options, logger);

    public Uri Gateway { get; private set; } = null!;

    public static async Task<ProcessPlatform> StartAsync(PlatformOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var platform = new ProcessPlatform(options, loggers.CreateLogger("DaprProcessing.Host"));
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
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartPartsAsync(ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var nats = await NatsServer.StartAsync(_options.NatsFolder, loggers.CreateLogger<NatsServer>());
        _parts.Push(nats);

        // Ports are fixed before anything starts, so that a part that is started again is found where it was.
        var ports = ServiceList.All.ToDictionary(service => service.AppId, service => new ServicePorts(
            service.AppId == StageNames.Gateway && _options.Port != 0 ? _options.Port : FreePort.Find(), FreePort.Find(), FreePort.Find()));
        await StartPartAsync("LocalRuntime", nats, RuntimeArguments(ports));
        foreach (var service in ServiceList.All)
        {
            await StartPartAsync(service.AppId, nats, ServiceArguments(ports[service.AppId]));
        }

        Gateway = new Uri($"http://localhost:{ports[StageNames.Gateway].App}");
        await WaitUntilReadyAsync(cancellationToken);
    }

    private async Task StartPartAsync(string program, NatsServer nats, IEnumerable<string> arguments)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_options.DataFolder, "processes")).FullName;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments);
        foreach (var (name, value) in _options.ComponentSettings(nats.Url))
        {
            start.Environment[name] = value;
        }

        _parts.Push(await ChildProcess.StartAsync(program, start, Path.Combine(folder, $"{program}.pid"), _logger));
    }

    private IEnumerable<string> RuntimeArguments(Dictionary<string, ServicePorts> ports) =>
        ports.SelectMany(entry => (string[])["--app", $"{entry.Key}={entry.Value.App}:{entry.Value.RuntimeHttp}:{entry.Value.RuntimeGrpc}"])
            .Concat(["--resources-path", PlatformOptions.ComponentsFolder, "--state-directory", _options.RuntimeFolder]);

    private IEnumerable<string> ServiceArguments(ServicePorts ports) =>
    [
        $"--urls=http://localhost:{ports.App}",
        $"--DAPR_HTTP_ENDPOINT=http://127.0.0.1:{ports.RuntimeHttp}",
        $"--DAPR_GRPC_ENDPOINT=http://127.0.0.1:{ports.RuntimeGrpc}",
        $"--SourceCache:Folder={_options.CacheFolder}",
    ];

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Gateway, Timeout = TimeSpan.FromSeconds(5) };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await IsReadyAsync(http, patience.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("/healthz/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            // It does not listen yet, or is too busy starting to answer.
            return false;
        }
    }

    private sealed record ServicePorts(int App, int RuntimeHttp, int RuntimeGrpc);
}
