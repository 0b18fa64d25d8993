using System.Globalization;

namespace DaprProcessing.Local.Runtime.Hosting;

/// <summary>The command line cannot be used.</summary>
internal sealed class CommandLineException(string message) : Exception(message);

/// <summary>
/// Reads daprd's flags (<c>--app-id</c>, <c>--app-port</c>, <c>--resources-path</c> …; one dash or two, value after a space or
/// <c>=</c>), and repeatable <c>--app id=port[:http[:grpc]]</c> for many apps, and <c>--peer id=http://address</c>.
/// </summary>
internal static class CommandLine
{
    private const int DefaultHttpPort = 3500;
    private const int DefaultGrpcPort = 50001;
    private const string DefaultSocketsFolder = "/tmp/dapr-components-sockets";

    // Flags of daprd that mean nothing here, so that its command lines work unchanged.
    private static readonly HashSet<string> Ignored =
    [
        "actors-disseminate-timeout", "allowed-origins", "app-protocol", "config", "control-plane-address",
        "dapr-graceful-shutdown-seconds",
        "dapr-internal-grpc-listen-address", "dapr-internal-grpc-port", "dapr-listen-addresses", "dapr-public-port", "log-level",
        "metrics-listen-address",
        "metrics-port", "mode", "placement-host-address", "profile-port", "read-buffer-size", "scheduler-host-address",
        "scheduler-job-streams",
        "sentry-address",
    ];

    private static readonly HashSet<string> IgnoredSwitches =
    [
        "disable-builtin-k8s-secret-store", "enable-api-logging", "enable-metrics", "enable-mtls", "enable-profiling",
        "log-as-json",
    ];

    private static readonly HashSet<string> Known =
    [
        "app", "app-channel-address", "app-health-check-path", "app-health-probe-interval", "app-health-probe-timeout",
        "app-health-threshold", "app-id", "app-max-concurrency", "app-port", "components-path", "dapr-grpc-port",
        "dapr-http-port", "max-body-size", "peer", "resources-path", "state-directory",
    ];

    public static LocalRuntimeOptions Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var values = Read(arguments);
        var appToken = environment("APP_API_TOKEN");
        List<AppOptions> apps = [.. values["app"].Select(app => ReadApp(app!, appToken))];
        if (One(values, "app-id") is { } appId)
        {
            apps.Insert(0, ReadSingleApp(appId, values, appToken));
        }

        if (apps.Count == 0)
        {
            throw new CommandLineException("--app-id (or --app id=port) is required");
        }

        return new LocalRuntimeOptions
        {
            Apps = apps,
            ResourcesPaths = [.. values["resources-path"].Concat(values["components-path"])!],
            ComponentSocketsFolder = environment("DAPR_COMPONENTS_SOCKETS_FOLDER") ?? DefaultSocketsFolder,
            StateDirectory = One(values, "state-directory") ?? "var/dapr",
            MaxBodySizeBytes = One(values, "max-body-size") is { } size
                ? ReadSize(size) : LocalRuntimeOptions.DefaultMaxBodySizeBytes,
            DaprApiToken = environment("DAPR_API_TOKEN"),
            Peers = values["peer"].Select(peer => ReadPeer(peer!)).ToDictionary(),
        };
    }

    private static ILookup<string, string?> Read(IReadOnlyList<string> arguments)
    {
        var values = new List<(string Name, string? Value)>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith('-'))
            {
                throw new CommandLineException($"unexpected '{arguments[i]}'");
            }

            var flag = arguments[i].TrimStart('-');
            var (name, value) = flag.Split('=', 2) is [var left, var right] ? (left, right) : (flag, null);
            if (name is "enable-app-health-check" || IgnoredSwitches.Contains(name))
            {
                values.Add((name, value ?? "true"));
                continue;
            }

            if (!Ignored.Contains(name) && !Known.Contains(name))
            {
                throw new CommandLineException($"unknown flag --{name}");
            }

            value ??= ++i < arguments.Count ? arguments[i] : throw new CommandLineException($"--{name} needs a value");
            values.Add((name, value));
        }

        return values.ToLookup(pair => pair.Name, pair => pair.Value);
    }

    private static AppOptions ReadSingleApp(string appId, ILookup<string, string?> values, string? appToken) => new()
    {
        AppId = appId,
        AppPort = One(values, "app-port") is { } port && Number("app-port", port) is > 0 and var number ? number : null,
        HttpPort = One(values, "dapr-http-port") is { } http ? Number("dapr-http-port", http) : DefaultHttpPort,
        GrpcPort = One(values, "dapr-grpc-port") is { } grpc ? Number("dapr-grpc-port", grpc) : DefaultGrpcPort,
        AppChannelAddress = One(values, "app-channel-address") ?? "127.0.0.1",
        AppMaxConcurrency = One(values, "app-max-concurrency") is { } bound
            && Number("app-max-concurrency", bound) is > 0 and var most ? most : null,
        AppApiToken = appToken,
        HealthCheck = One(values, "enable-app-health-check") is "true" ? ReadHealthCheck(values) : null,
    };

    private static AppHealthCheckOptions ReadHealthCheck(ILookup<string, string?> values)
    {
        var fallback = new AppHealthCheckOptions();
        return new AppHealthCheckOptions
        {
            Path = One(values, "app-health-check-path") ?? fallback.Path,
            Interval = One(values, "app-health-probe-interval") is { } interval
                ? TimeSpan.FromSeconds(Number("app-health-probe-interval", interval)) : fallback.Interval,
            Timeout = One(values, "app-health-probe-timeout") is { } timeout
                ? TimeSpan.FromMilliseconds(Number("app-health-probe-timeout", timeout)) : fallback.Timeout,
            Threshold = One(values, "app-health-threshold") is { } threshold
                ? Number("app-health-threshold", threshold) : fallback.Threshold,
        };
    }

    // id, id=port, id=port:http, id=port:http:grpc; an empty port means the app only calls.
    private static AppOptions ReadApp(string text, string? appToken)
    {
        var (id, ports) = text.Split('=', 2) is [var left, var right] ? (left, right.Split(':')) : (text, []);
        if (ports.Length > 3)
        {
            throw new CommandLineException($"--app '{text}' is not of the form id=port:http:grpc");
        }

        return new AppOptions
        {
            AppId = id,
            AppPort = ports.Length > 0 && ports[0].Length > 0 ? Number("app", ports[0]) : null,
            HttpPort = ports.Length > 1 ? Number("app", ports[1]) : 0,
            GrpcPort = ports.Length > 2 ? Number("app", ports[2]) : 0,
            AppApiToken = appToken,
        };
    }

    private static KeyValuePair<string, Uri> ReadPeer(string text) =>
        text.Split('=', 2) is [var id, var address] && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            ? KeyValuePair.Create(id, uri)
            : throw new CommandLineException($"--peer '{text}' is not of the form id=http://address");

    // 4194304, 4Mi, 16MB, or a bare number of at most 4 digits in MiB, as older daprd took it.
    private static long ReadSize(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new CommandLineException($"--max-body-size '{text}' is not a size such as 4Mi");
        }

        return text[digits..] switch
        {
            "" => digits <= 4 ? number << 20 : number,
            "Ki" => number << 10,
            "Mi" => number << 20,
            "Gi" => number << 30,
            "k" or "K" or "KB" => number * 1000,
            "M" or "MB" => number * 1_000_000,
            "G" or "GB" => number * 1_000_000_000,
            var unit => throw new CommandLineException(
                $"--max-body-size: unit '{unit}' is not known; known: Ki, Mi, Gi, KB, MB, GB"),
        };
    }

    private static string? One(ILookup<string, string?> values, string name) => values[name].LastOrDefault();

    private static int Number(string flag, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new CommandLineException($"--{flag}: '{text}' is not a number");
}
