using DaprProcessing.Local.Host.Running;

namespace DaprProcessing.Local.Host.Joining;

/// <summary>
/// <c>join</c>: starts some services on this host, over a broker and stores that other hosts share, and stays until Ctrl-C or
/// SIGTERM. Where they are is told by the environment.
/// </summary>
internal static class JoinCommand
{
    private const string All = "all";

    private static readonly string[] Required =
        ["NATS_URL", "STATE_CONNECTION", "S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"];

    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>
    {
        ["services"] = All, ["listen"] = "http://localhost:8080", ["data"] = "var",
    };

    public static Task<int> RunAsync(IReadOnlyDictionary<string, string> options) =>
        UntilStopped.RunAsync((loggers, stop) => RunAsync(options, loggers, stop));

    private static async Task RunAsync(
        IReadOnlyDictionary<string, string> options, ILoggerFactory loggers, CancellationToken stop)
    {
        CheckEnvironment();
        var services = Services(options["services"]);
        var dataFolder = DataFolder.PathOf(options["data"]);
        using var folder = DataFolder.Take(dataFolder);
        await using (await JoinedHost.StartAsync(services, ListenAddress.Parse(options["listen"]), dataFolder, loggers, stop))
        {
            Console.WriteLine($"joined: {string.Join(' ', services)}  (Ctrl-C leaves)");
            await UntilStopped.StaysAsync(stop);
            Console.WriteLine("Leaving ...");
        }
    }

    private static void CheckEnvironment()
    {
        var missing = Required.Where(name => Environment.GetEnvironmentVariable(name) is not { Length: > 0 }).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"the environment does not say {string.Join(", ", missing)} (infrastructure/scenarios has examples)");
        }
    }

    private static List<string> Services(string text)
    {
        var known = ServiceList.All.Select(service => service.AppId).ToList();
        var chosen = text == All ? known : [.. text.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries)];
        var unknown = chosen.Except(known).ToList();
        return unknown.Count == 0 && chosen.Count > 0 ? chosen
            : throw new InvalidOperationException(
                $"--services does not take '{string.Join(' ', unknown)}'; known: {All}, {string.Join(", ", known)}");
    }
}
