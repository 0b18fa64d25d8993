using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.TestKit;

/// <summary>
/// A real nats-server with JetStream on a free loopback port and a store of its own; can be killed, wiped and started again on
/// the same port.
/// </summary>
public sealed class NatsServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private readonly TempFolder _folder = new();
    private readonly StringBuilder _log = new();
    private string _extraConfig;
    private Process? _process;

    private NatsServer(string extraConfig, int? diskBytes)
    {
        _extraConfig = extraConfig;
        Disk = diskBytes is { } bytes ? new SmallDisk(StoreDirectory, bytes) : null;
    }

    /// <summary>What the store is on, where it was asked to be small.</summary>
    public SmallDisk? Disk { get; }

    public int Port { get; private set; }

    public string Url => $"nats://127.0.0.1:{Port}";

    /// <summary>What the server wrote so far, for failure messages.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="extraConfig">Added to its configuration file: authorization, tls, limits, cluster.</param>
    /// <param name="diskBytes">Size of a disk of its own for the store.</param>
    public static async Task<NatsServer> StartAsync(string extraConfig = "", int? diskBytes = null)
    {
        var server = new NatsServer(extraConfig, diskBytes);
        for (var attempt = 1; ; attempt++)
        {
            // Another process may take the port between the probe and the start; then the next one is tried.
            server.Port = FreePort.Next();
            try
            {
                await server.RestartAsync();
                return server;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                server.Kill();
            }
        }
    }

    /// <summary>Starts the server again on its port, with what its store holds.</summary>
    public async Task RestartAsync()
    {
        var config = _folder.File("nats.conf");
        await File.WriteAllTextAsync(config, $$"""
            listen: "127.0.0.1:{{Port}}"
            jetstream { store_dir: "{{StoreDirectory}}", max_file_store: 32GB, max_memory_store: 1GB }
            {{_extraConfig}}
            """);
        var start = new ProcessStartInfo(FindServer(), ["-c", config])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(Disk?.Wrap(start) ?? start)
            ?? throw new InvalidOperationException("nats-server did not start");
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _process = process;
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        await WaitUntilListeningAsync(process);
    }

    /// <summary>kill -9: nothing is flushed, connections break.</summary>
    public void Kill()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        if (_process is { } process)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _process = null;
    }

    /// <summary>The process stands still until <see cref="Continue"/>; its connections stay open.</summary>
    public void Pause() => Signals.Stop([_process!.Id]);

    public void Continue() => Signals.Continue([_process!.Id]);

    /// <summary>Empties the files that hold a stream's messages, under the running server.</summary>
    public void LoseMessages(string stream)
    {
        foreach (var file in Directory.GetFiles(StoreDirectory, "*.blk", SearchOption.AllDirectories)
            .Where(file => file.Contains($"/{stream}/", StringComparison.Ordinal)))
        {
            File.WriteAllBytes(file, []);
        }
    }

    /// <summary>Whether a file of the store has these bytes.</summary>
    public bool IsStored(byte[] bytes)
    {
        try
        {
            return Directory.GetFiles(StoreDirectory, "*", SearchOption.AllDirectories)
                .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // The server has taken a file away meanwhile: look again.
            return IsStored(bytes);
        }
    }

    /// <summary>Throws the stored streams and consumers away, as a lost volume would. Only while the server is down.</summary>
    public void WipeStore()
    {
        if (_process is not null)
        {
            throw new InvalidOperationException("kill the server before wiping its store");
        }

        Directory.Delete(StoreDirectory, recursive: true);
    }

    /// <summary>What is added to the configuration from the next start on.</summary>
    public void Reconfigure(string extraConfig) => _extraConfig = extraConfig;

    public ValueTask DisposeAsync()
    {
        Kill();
        Disk?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private string StoreDirectory => Path.Combine(_folder.Path, "store");

    private static string FindServer() => File.Exists("/usr/sbin/nats-server") ? "/usr/sbin/nats-server" : "nats-server";

    private async Task WaitUntilListeningAsync(Process process)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < StartTimeout && !process.HasExited)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10));
            }
        }

        throw new InvalidOperationException($"nats-server does not listen on {Port}:\n{Log}");
    }

    private void Append(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    private void KillAtExit(object? sender, EventArgs arguments) => _process?.Kill();
}
