using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

/// <summary>How the platform starts, and how it says that it cannot.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_DataFolderWithoutAName_SaysSoInALine()
    {
        var (exitCode, said) = await FailAsync("--port", "0", "--data", "");

        Assert.Equal((1, "dapr-processing: --data takes a folder, not an empty name"), (exitCode, said));
    }

    [Theory]
    [InlineData("99999")]
    [InlineData("-1")]
    [InlineData("http")]
    public async Task Start_PortThatIsNone_SaysSoInALine(string port)
    {
        var (exitCode, said) = await FailAsync("--port", port, "--data", _folder.File("data"));

        Assert.Equal((1, $"dapr-processing: --port takes a number from 0 to 65535, not '{port}'"), (exitCode, said));
    }

    [Fact]
    public async Task Start_PortTaken_SaysSoInALine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (exitCode, said) = await FailAsync("--port", $"{port}", "--data", _folder.File("data"));

        Assert.Equal(1, exitCode);
        Assert.Contains($"{port}", said);
        Assert.Contains("in use", said);
        Assert.False(Directory.Exists(_folder.File("data")), "the start went on");
    }

    [Theory]
    [InlineData(50)]
    [InlineData(60)]
    [InlineData(256)]
    public async Task Start_TooFewOpenFiles_SaysSoInALine(int files)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "dapr-processing");

        var (exitCode, said) = await RunAsync(
            "bash", "-c", $"ulimit -n {files}; exec {program} run --port 0 --data {_folder.File("data")}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"dapr-processing: a process may have {files} files open here; ", said);
        Assert.Single(said.Trim().Split('\n'));
    }

    [Fact]
    public async Task Start_DataFolderThatIsAFile_SaysSoInALine()
    {
        await File.WriteAllTextAsync(_folder.File("data"), "");

        var (exitCode, said) = await FailAsync("--port", "0", "--data", _folder.File("data"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"dapr-processing: the data folder '{_folder.File("data")}' cannot be made", said);
    }

    [Fact]
    public async Task Start_AfterAKilledPlatform_SweepsWhatItLeftAndKeepsItsFilesPrivate()
    {
        var left = _folder.File("data/platform-tmp/dapr-processing-upload-left");
        await File.WriteAllTextAsync(left, "half a document");

        await using var platform = await PlatformProcess.StartAsync(_folder.File("data"));
        await platform.Jobs().ProcessAsync(TestDocuments.Numbered(1));

        Assert.False(File.Exists(left));
        Assert.DoesNotContain(
            Directory.GetFiles(_folder.File("data"), "*", SearchOption.AllDirectories).Where(file => file != left),
            file => IsOpenToOthers(file));
    }

    [Fact]
    public async Task Start_StoreOfANewerBroker_IsSetAsideAndJobsRun()
    {
        Directory.CreateDirectory(_folder.File("data/nats/store/jetstream"));
        await File.WriteAllTextAsync(_folder.File("data/nats/store.version"), "99.1.2");

        await using var platform = await PlatformProcess.StartAsync(_folder.File("data"));
        var job = await platform.Jobs().ProcessAsync(TestDocuments.Numbered(1));

        Assert.Equal(JobStatus.Succeeded, job.Status);
        Assert.Single(Directory.GetDirectories(_folder.File("data/nats"), "store-of-99.1.2-*"));
        Assert.Contains("written by nats-server 99.1.2", platform.Log);
    }

    private static bool IsOpenToOthers(string file) => !OperatingSystem.IsWindows() && File.Exists(file)
        && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    private static Task<(int ExitCode, string Said)> FailAsync(params string[] arguments) =>
        RunAsync(Path.Combine(AppContext.BaseDirectory, "dapr-processing"), ["run", .. arguments]);

    private static async Task<(int ExitCode, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, said.Trim());
    }
}
