using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>
/// The platform's own nats-server with JetStream, on loopback, for those who have its token: new at each start, in a file that
/// only its owner reads, for a command line is for all to see.
/// </summary>
internal sealed class NatsServer(ChildProcess process, string url) : IAsyncDisposable
{
    private const int MostPorts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Where it listens, with its token: <c>nats://TOKEN@127.0.0.1:PORT</c>.</summary>
    public string Url { get; } = url;

    /// <summary>Starts it; returns when it answers.</summary>
    /// <param name="ports">Where to try; free ones where null.</param>
    /// <exception cref="IOException">It does not start.</exception>
    public static async Task<NatsServer> StartAsync(
        string folder, ILogger logger, CancellationToken cancellationToken, Func<int>? ports = null)
    {
        Directory.CreateDirectory(folder);
        var (server, log) = (Locate(), Path.Combine(folder, "nats.log"));
        var store = NatsStore.Prepare(folder, server, logger);
        var (token, configuration) = (PartSettings.NewToken(), Path.Combine(folder, "nats.conf"));
        // Of the disk it would offer what was free at its start, for ever; the streams' own limits follow the disk (StreamRoom).
        PartSettings.WritePrivate(
            configuration, $"authorization {{ token: \"{token}\" }}\njetstream {{ max_file_store: 1TB }}\n");
        for (var tried = 1; ; tried++)
        {
            // Its name tells it from another program that has taken the port since somebody looked.
            var (port, name) = ((ports ?? FreePort.Find)(), Guid.NewGuid().ToString("n"));
            string[] arguments =
            [
                "--config", configuration, "--addr", "127.0.0.1", "--port", $"{port}", "--name", name, "--jetstream",
                "--store_dir", store, "--log", log, "--log_size_limit", $"{10 << 20}",
            ];
            var process = await ChildProcess.StartAsync(
                "nats-server", new ProcessStartInfo(server, arguments), Path.Combine(folder, "nats.pid"), logger);
            if (await AnswersAsync(process, port, name, cancellationToken))
            {
                return new NatsServer(process, $"nats://{token}@127.0.0.1:{port}");
            }

            await process.DisposeAsync();
            if (tried == MostPorts)
            {
                throw new IOException($"nats-server does not start; '{log}' says why");
            }
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <returns>False where it has ended instead.</returns>
    private static async Task<bool> AnswersAsync(
        ChildProcess process, int port, string name, CancellationToken cancellationToken)
    {
        try
        {
            while (process.Ends == 0)
            {
                if (await IsAtAsync(port, name, cancellationToken))
                {
                    return true;
                }

                await Task.Delay(Pause, cancellationToken);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            await process.DisposeAsync();
            throw;
        }
    }

    // The first it says to whoever connects is its name, among others, in a line.
    private static async Task<bool> IsAtAsync(int port, string name, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            using var said = new StreamReader(client.GetStream(), Encoding.ASCII);
            return (await said.ReadLineAsync(patience.Token))?.Contains(name, StringComparison.Ordinal) == true;
        }
        catch (Exception notYet) when (
            notYet is SocketException or IOException
                || (notYet is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    // Debian puts it in /usr/sbin, which is not on every user's PATH.
    private static string Locate() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/bin")
            .Select(folder => Path.Combine(folder, "nats-server")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("nats-server is not installed; run: apt-get install nats-server");
}
