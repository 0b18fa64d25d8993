using System.Diagnostics;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>The platform's own nats-server with JetStream, on loopback.</summary>
internal sealed class NatsServer(ChildProcess process, string url) : IAsyncDisposable
{
    public string Url { get; } = url;

    public static async Task<NatsServer> StartAsync(string folder, ILogger logger)
    {
        Directory.CreateDirectory(folder);
        var (server, port) = (Locate(), FreePort.Find());
        var store = NatsStore.Prepare(folder, server, logger);
        var start = new ProcessStartInfo(server)
        {
            ArgumentList =
            {
                "--addr", "127.0.0.1", "--port", port.ToString(), "--jetstream", "--store_dir", store,
                "--log", Path.Combine(folder, "nats.log"), "--log_size_limit", (10 << 20).ToString(),
            },
        };
        return new NatsServer(await ChildProcess.StartAsync("nats-server", start, Path.Combine(folder, "nats.pid"), logger),
            $"nats://127.0.0.1:{port}");
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    // Debian puts it in /usr/sbin, which is not on every user's PATH.
    private static string Locate() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/bin")
            .Select(folder => Path.Combine(folder, "nats-server")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("nats-server is not installed; run: apt-get install nats-server");
}
