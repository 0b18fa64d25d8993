using System.Diagnostics;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Local.Host.Processes;
using DaprProcessing.Local.Host.Running;

namespace DaprProcessing.Local.Host.Joining;

/// <summary>
/// Services on one of several hosts, with one runtime beside them, in processes of their own; any of them may be killed, and is
/// started again.
/// </summary>
internal sealed class JoinedHost : IAsyncDisposable
{
    // What the component files ask for and need not be said.
    private static readonly (string Name, string Value)[] Defaults =
        [("NATS_TOKEN", ""), ("S3_REGION", "us-east-1"), ("STREAM_MAX_BYTES", "268435456"), ("STREAM_REPLICAS", "1")];

    private static readonly (string Option, string Variable)[] OfStore =
    [
        ("Endpoint", "S3_ENDPOINT"), ("Bucket", "S3_BUCKET"), ("Region", "S3_REGION"), ("AccessKey", "S3_ACCESS_KEY"),
        ("SecretKey", "S3_SECRET_KEY"),
    ];

    private readonly List<ChildProcess> _children = [];
    private readonly IReadOnlyDictionary<string, string> _tokens = PartSettings.ApiTokens().ToDictionary();
    private readonly string _dataFolder;
    private readonly ILogger _logger;

    private JoinedHost(string dataFolder, ILogger logger) => (_dataFolder, _logger) = (dataFolder, logger);

    /// <param name="listen">Where the gateway listens, if it is among them; all others do on loopback.</param>
    public static async Task<JoinedHost> StartAsync(
        IReadOnlyList<string> services, ListenAddress listen, string dataFolder, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var host = new JoinedHost(dataFolder, loggers.CreateLogger("DaprProcessing.Local.Host"));
        try
        {
            await host.StartPartsAsync(services, listen, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    // All together, as a cluster stops a pod: a service gives up its work at the stop, and the runtime's drain waits for that.
    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask()));

    private async Task StartPartsAsync(IReadOnlyList<string> services, ListenAddress listen, CancellationToken cancellationToken)
    {
        // Fixed before anything starts, so that a part that is started again is found where it was.
        var parts = services.Select(service => Ports(service, listen)).ToList();
        await StartPartAsync("runtime", "LocalRuntime",
        [
            .. parts.SelectMany(part => (string[])["--app", $"{part.AppId}={part.Url.Port}:{part.Http}:{part.Grpc}"]),
            "--resources-path", Path.Combine(AppContext.BaseDirectory, "components", "shared"),
            "--state-directory", Path.Combine(_dataFolder, "runtime"),
        ]);
        foreach (var part in parts)
        {
            await StartPartAsync(part.AppId, part.AppId,
            [
                $"--urls={part.Listen}", $"--DAPR_HTTP_ENDPOINT=http://127.0.0.1:{part.Http}",
                $"--DAPR_GRPC_ENDPOINT=http://127.0.0.1:{part.Grpc}",
                $"--SourceCache:Folder={Path.Combine(_dataFolder, "cache")}", .. PlatformOptions.MetricsArguments(part.AppId),
            ]);
        }

        await Readiness.WaitAsync(parts.Select(part => part.Url), _children, cancellationToken);
    }

    private async Task StartPartAsync(string name, string program, IEnumerable<string> arguments)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_dataFolder, "processes")).FullName;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments);
        foreach (var (setting, value) in Defaults.Concat(ObjectStore()))
        {
            start.Environment.TryAdd(setting, value);
        }

        foreach (var (setting, value) in _tokens)
        {
            start.Environment[setting] = value;
        }

        _children.Add(await ChildProcess.StartAsync(name, start, Path.Combine(folder, $"{name}.pid"), _logger));
    }

    // Objects over the sidecar's limit go to the store beside it, by the same settings.
    private static IEnumerable<(string Name, string Value)> ObjectStore() =>
    [
        ("ObjectStore__LargeWrites", "s3"),
        .. OfStore.Select(
            pair => ($"ObjectStore__{pair.Option}", Environment.GetEnvironmentVariable(pair.Variable) ?? "us-east-1")),
    ];

    private static Part Ports(string service, ListenAddress listen) =>
        service == AppIds.Gateway
            ? new Part(service, listen.Url, listen.Reached, FreePort.Find(), FreePort.Find())
            : OnLoopback(service, FreePort.Find());

    private static Part OnLoopback(string service, int port) => new(
        service, $"http://127.0.0.1:{port}", new Uri($"http://127.0.0.1:{port}"), FreePort.Find(), FreePort.Find());

    private sealed record Part(string AppId, string Listen, Uri Url, int Http, int Grpc);
}
