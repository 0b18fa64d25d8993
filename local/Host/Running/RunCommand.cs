namespace DaprProcessing.Local.Host.Running;

/// <summary><c>run</c>: starts the platform and stays until Ctrl-C or SIGTERM.</summary>
internal static class RunCommand
{
    private const int DefaultPort = 8080;

    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>
    {
        ["port"] = "", ["listen"] = "", ["data"] = "var", ["topology"] = "one",
    };

    public static Task<int> RunAsync(IReadOnlyDictionary<string, string> options) =>
        UntilStopped.RunAsync((loggers, stop) => RunAsync(options, loggers, stop));

    private static async Task RunAsync(
        IReadOnlyDictionary<string, string> options, ILoggerFactory loggers, CancellationToken stop)
    {
        var platform = new PlatformOptions(DataFolder.PathOf(options["data"]), Listen(options["port"], options["listen"]));
        StartChecks.Run(platform.Listen);
        using var folder = DataFolder.Take(platform.DataFolder);
        await using (IPlatform running = options["topology"] switch
        {
            "one" => await LocalPlatform.StartAsync(platform, loggers, stop),
            "processes" => await ProcessPlatform.StartAsync(platform, loggers, stop),
            var unknown => throw new InvalidOperationException($"unknown topology '{unknown}'; known: one, processes"),
        })
        {
            var still = await Movement.FindStandingStillAsync(running.Consumers, stop);
            Console.WriteLine($"The platform is ready at {running.Gateway}  (Ctrl-C stops it)");
            if (still.Count > 0)
            {
                Console.WriteLine(
                    $"No message has reached {string.Join(", ", still)} yet: jobs wait until one does; `dproc doctor` says more");
            }

            await UntilStopped.StaysAsync(stop);
            Console.WriteLine("Stopping ...");
        }
    }

    private static ListenAddress Listen(string port, string address) => (port, address) switch
    {
        ("", "") => ListenAddress.OnLoopback(DefaultPort),
        (_, "") => ListenAddress.OnLoopback(Port(port)),
        ("", _) => ListenAddress.Parse(address),
        _ => throw new InvalidOperationException("--listen has the port in it: --port beside it says another"),
    };

    private static int Port(string text) => ushort.TryParse(text, out var port) ? port
        : throw new InvalidOperationException($"--port takes a number from 0 to 65535, not '{text}'");
}
