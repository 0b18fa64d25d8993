using System.Diagnostics;
using DaprProcessing.TestKit.Processes;
using Xunit;

namespace DaprProcessing.TestKit;

/// <summary>A real PostgreSQL of one test class, on a free loopback port; its data is gone with it.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private LoggedProcess? _server;

    /// <summary>As libpq and daprd write it.</summary>
    public string ConnectionString => $"host=127.0.0.1 port={_port} user=platform password=secret dbname=platform";

    public async Task InitializeAsync()
    {
        // The server is another user's where the tests are root's.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.Path, Passable);
        }

        var script = Path.Combine(SamplePaths.RepositoryRoot, "eng", "postgres-server.sh");
        var start = new ProcessStartInfo("bash", [script, Path.Combine(_folder.Path, "server"), "127.0.0.1", $"{_port}"]);
        start.Environment["POSTGRES_PASSWORD"] = "secret";
        _server = new LoggedProcess(start);
        await Eventually.Async(
            () => _server.Log.Contains("ready to accept connections", StringComparison.Ordinal) || (_server.HasExited
                ? throw new InvalidOperationException($"PostgreSQL did not start; `eng/setup.sh test` installs it. {_server.Log}")
                : false),
            Patience, "PostgreSQL is up");
    }

    public async Task DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }
}
