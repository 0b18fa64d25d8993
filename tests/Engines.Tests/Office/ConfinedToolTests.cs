using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DaprProcessing.Engines.Tools;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.Engines.Tests.Office;

/// <summary>What a program can do that a document has taken over: as much as the kernel lets it.</summary>
public sealed class ConfinedToolTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ToolRunner _tools = new();
    private readonly string _work;

    public ConfinedToolTests() => _work = Directory.CreateDirectory(_folder.File("work")).FullName;

    [LandlockFact]
    public async Task Tool_ReadsAndWritesInItsFolder_AndReadsWhatItMay()
    {
        await File.WriteAllTextAsync(_folder.File("told"), "told");

        var (status, said) = await RunAsync($"cat {_folder.File("told")}; echo mine >here; cat here", _folder.File("told"));

        Assert.Equal((0, "toldmine\n"), (status, said));
    }

    [LandlockFact]
    public async Task File_OfAnotherJob_IsNotRead()
    {
        await File.WriteAllTextAsync(_folder.File("other"), "not for you");

        var (_, said) = await RunAsync(
            $"cat {_folder.File("other")}; ls {_folder.Path}; cat /proc/$PPID/environ; cat /etc/hostname");

        Assert.Equal("", said);
    }

    [LandlockFact]
    public async Task File_OutsideItsFolder_IsNotWritten()
    {
        await RunAsync($"echo mine >{_folder.File("new")}; mkdir {_folder.File("folder")}; ln -s /etc link; touch /tmp/$$.tool");

        Assert.Equal(["work"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_work));
    }

    [Fact]
    public async Task Network_IsNotReached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (_, said) = await RunAsync(string.Create(
            CultureInfo.InvariantCulture, $"bash -c 'echo hello >/dev/tcp/127.0.0.1/{port}' || echo refused"));

        Assert.Equal("refused\n", said);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Process_OfAnother_GetsNoSignal()
    {
        using var other = Process.Start("sleep", "300");
        try
        {
            var (_, said) = await RunAsync(string.Create(CultureInfo.InvariantCulture, $"kill -9 {other.Id} || echo refused"));

            Assert.Equal("refused\n", said);
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public async Task Process_LeftBehind_EndsWithTheTool()
    {
        var (status, said) = await RunAsync("sleep 300 >/dev/null 2>&1 & echo $!; exit 3");

        Assert.Equal(3, status);
        Assert.Equal("", CommandLineOf(said));
    }

    [Fact]
    public async Task Tool_WhoseStarterIsGone_EndsWithAllItHasStarted()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "markup-engine"))
        {
            ArgumentList = { "confine", _work, "--", "/bin/sh", "-c", "sleep 300 & echo $!; wait" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var tool = Process.Start(start)!;
        var child = await tool.StandardOutput.ReadLineAsync();

        // As it is when the process at the other end has died, however it did.
        tool.StandardInput.Close();

        await tool.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);
        await Eventually.Async(
            () => Task.FromResult(CommandLineOf(child!).Length == 0), TimeSpan.FromMinutes(1), "its child is gone, too");
    }

    public void Dispose()
    {
        _tools.Dispose();
        _folder.Dispose();
    }

    // One that is dead and that nobody has asked for has none any more.
    private static string CommandLineOf(string processId) =>
        ProcessTree.CommandLineOf(int.Parse(processId, CultureInfo.InvariantCulture));

    private async Task<(int Status, string Said)> RunAsync(string script, params string[] readable)
    {
        var call = new ToolCall("/bin/sh", ["-c", script])
        {
            Bounds = new ToolBounds(_work, readable), Limit = TimeSpan.FromMinutes(1),
        };
        var result = await _tools.RunAsync(call, CancellationToken.None);
        return (result.ExitCode, Encoding.UTF8.GetString(result.Output.Span));
    }
}
