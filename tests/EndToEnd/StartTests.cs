using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Processes;
using DaprProcessing.TestKit.Slow;
using NATS.Client.Core;

namespace DaprProcessing.EndToEnd;

/// <summary>How the platform starts, and how it says that it cannot.</summary>
public sealed class StartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "dapr-processing");

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
        var (exitCode, said) = await RunAsync(
            "bash", "-c", $"ulimit -n {files}; exec {Program} run --port 0 --data {_folder.File("data")}");

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
    public async Task Start_AfterAKilledPlatform_SweepsWhatItLeftAndKeepsItsFilesToItself()
    {
        var left = _folder.File("data/platform-tmp/dapr-processing-upload-left");
        await File.WriteAllTextAsync(left, "half a document");
        var home = Directory.CreateDirectory(_folder.File("home"));

        await using var platform = await PlatformProcess.StartAsync(_folder.File("data"), ("HOME", home.FullName));
        await platform.Jobs().ProcessAsync(TestDocuments.Numbered(1));

        Assert.False(File.Exists(left));
        Assert.Empty(home.EnumerateFileSystemInfos());
        Assert.DoesNotContain(
            Directory.GetFiles(_folder.File("data"), "*", SearchOption.AllDirectories).Where(file => file != left),
            file => IsOpenToOthers(file));
    }

    [Fact]
    public async Task Start_ByDefault_WhoHasNoTokenUsesNeitherRuntimeNorBroker()
    {
        await using var platform = await PlatformProcess.StartAsync(_folder.File("data"));
        var broker = new Broker(_folder.File("data"));
        var ports = ProcessTree.ListeningPortsOf(platform.ProcessId)
            .Where(port => port != platform.Http.BaseAddress!.Port).ToList();

        var strangers = await AskAllAsync(ports, token: null);
        var friends = await AskAllAsync(ports, broker.Setting("DAPR_API_TOKEN"));

        Assert.DoesNotContain(HttpStatusCode.OK, strangers);
        Assert.Contains(HttpStatusCode.Unauthorized, strangers);
        Assert.Contains(HttpStatusCode.OK, friends);
        await using var stranger = new NatsConnection(new NatsOpts { Url = $"nats://127.0.0.1:{broker.Port}" });
        await Assert.ThrowsAnyAsync<NatsException>(async () => await stranger.ConnectAsync());
        await using var friend = broker.Connect();
        await friend.ConnectAsync();
        string[] secrets = [broker.Setting("DAPR_API_TOKEN"), broker.Setting("APP_API_TOKEN"), broker.Url.Split('/', '@')[2]];
        Assert.All(secrets, secret => Assert.Equal(64, secret.Length));
        Assert.All(
            ProcessTree.Of(platform.ProcessId),
            process => Assert.DoesNotContain(secrets, ProcessTree.CommandLineOf(process).Contains));
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
        Assert.Contains("written by nats-server 99.1.2 or newer", platform.Log);
    }

    [Theory]
    [InlineData("one")]
    [SlowInlineData("processes")]
    public async Task Stop_ByCtrlCWhileAJobIsAtWork_IsQuietAndEndsEverything(string topology)
    {
        // In a group of its own, as a shell starts what stands in the foreground.
        await using var platform = Launch("--port", "0", "--data", _folder.File("data"), "--topology", topology);
        using var http = new HttpClient { BaseAddress = await ReadyAsync(platform) };
        using var posted = await http.PostFormAsync(TestDocuments.Numbered(40), "document");
        Assert.Equal(HttpStatusCode.Accepted, posted.StatusCode);
        var parts = ProcessTree.Of(platform.Id);

        var before = platform.Log.Length;

        Signals.InterruptGroup(platform.Id);
        await platform.EndAsync(Patience);

        Assert.Equal(0, platform.ExitCode);
        string[] loud = ["warn: ", "fail: ", "crit: "];
        Assert.DoesNotContain(platform.Log[before..].Split('\n'), line => loud.Any(line.Contains));
        Assert.All(parts, part => Assert.Equal("", ProcessTree.CommandLineOf(part)));
    }

    [Theory]
    [InlineData("one")]
    [SlowInlineData("processes")]
    public async Task Stop_WithItsDataFolderGone_EndsEverything(string topology)
    {
        await using var platform = Launch("--port", "0", "--data", _folder.File("data"), "--topology", topology);
        await ReadyAsync(platform);
        var parts = ProcessTree.Of(platform.Id);
        Directory.Move(_folder.File("data"), _folder.File("elsewhere"));

        Signals.InterruptGroup(platform.Id);
        await platform.EndAsync(Patience);

        Assert.All(parts, part => Assert.Equal("", ProcessTree.CommandLineOf(part)));
    }

    [Theory]
    [InlineData("one")]
    [SlowInlineData("processes")]
    public async Task Start_WithoutPdfium_SaysWhatToInstallInALine(string topology)
    {
        var (exitCode, said) = await FailInAsync(
            "PDFIUM_LIBRARY=/nowhere/libpdfium.so", "run", "--port", "0", "--data", _folder.File("data"), "--topology", topology);

        AssertOneLine("PDFIUM_LIBRARY", exitCode, said);
    }

    [Fact]
    public async Task Start_BrokerThatIsNoProgram_SaysSoInALine()
    {
        await File.WriteAllTextAsync(_folder.File("programs/nats-server"), "");
        var path = $"PATH={_folder.File("programs")}:{Environment.GetEnvironmentVariable("PATH")}";

        var (exitCode, said) = await FailInAsync(path, "run", "--port", "0", "--data", _folder.File("data"));

        AssertOneLine("nats-server", exitCode, said);
    }

    [Fact]
    public async Task Start_ComponentThatCannotBe_SaysSoInALine()
    {
        var components = ComponentFiles.Copy(
            _folder.File("components/x")[..^2],
            (_, text) => text.Replace("state.sqlite", "state.of-nobody", StringComparison.Ordinal));

        var (exitCode, said) = await FailInAsync(
            $"COMPONENTS_FOLDER={components}", "run", "--port", "0", "--data", _folder.File("data"));

        AssertOneLine("state.of-nobody", exitCode, said);
    }

    [Fact]
    public async Task Demo_NoTemporaryFolder_SaysSoInALine()
    {
        await File.WriteAllTextAsync(_folder.File("a.txt"), "text");

        var (exitCode, said) = await FailInAsync("TMPDIR=/nowhere", "demo", "--file", _folder.File("a.txt"));

        AssertOneLine("/nowhere", exitCode, said);
    }

    [Fact]
    public async Task Demo_InterruptedInMidWork_EndsAllAndLeavesNothing()
    {
        await File.WriteAllBytesAsync(_folder.File("long.pdf"), TestDocuments.Numbered(400));
        Directory.CreateDirectory(_folder.File("tmp"));
        await using var demo = LaunchCommand(
            ["demo", "--file", _folder.File("long.pdf"), "--out", _folder.File("out")], ("TMPDIR", _folder.File("tmp")));
        await Eventually.Async(
            () => demo.HasExited || demo.Log.Contains("running", StringComparison.Ordinal), Patience, "the job is at work");
        var parts = ProcessTree.Of(demo.Id);

        Signals.InterruptGroup(demo.Id);
        await demo.EndAsync(Patience);

        Assert.Equal(130, demo.ExitCode);
        Assert.DoesNotContain(" at DaprProcessing", demo.Log);
        Assert.All(parts, part => Assert.Equal("", ProcessTree.CommandLineOf(part)));
        Assert.Empty(Directory.EnumerateDirectories(_folder.File("tmp"), "dapr-processing-demo-*"));
    }

    [Theory]
    [InlineData("one")]
    [SlowInlineData("processes")]
    public async Task Start_WhereOthersReachItAndNobodyIsAskedForAKey_IsRefused(string topology)
    {
        await using var platform = Launch(
            "--listen", $"http://0.0.0.0:{FreePort.Next()}", "--data", _folder.File("data"), "--topology", topology);

        await platform.EndAsync(Patience);

        Assert.Equal(1, platform.ExitCode);
        Assert.True(platform.Log.Contains("where others reach it, and no tenants are configured"), platform.Log);
        Assert.DoesNotContain("is ready at", platform.Log);
    }

    [Fact]
    public async Task Start_WhereOthersReachItAndKeysAreAskedFor_ListensThere()
    {
        var port = FreePort.Next();
        await using var platform = Launch(
            ["--listen", $"http://0.0.0.0:{port}", "--data", _folder.File("data")],
            ("Tenants__AdminKey", "administrator-of-the-tests-0123456789"));
        await ReadyAsync(platform);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.2:{port}") };

        using var ready = await http.GetAsync("/healthz/ready");
        using var jobs = await http.GetAsync("/v1/jobs");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (ready.StatusCode, jobs.StatusCode));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("https://0.0.0.0:8080")]
    [InlineData("http://0.0.0.0:8080/v1")]
    public async Task Start_ListeningAtWhatIsNoAddress_SaysSoInALine(string address)
    {
        var (exitCode, said) = await FailAsync("--listen", address, "--data", _folder.File("data"));

        Assert.Equal(
            (1, $"dapr-processing: --listen takes an address such as http://0.0.0.0:8080, not '{address}'"), (exitCode, said));
    }

    private static void AssertOneLine(string mentioned, int exitCode, string said)
    {
        Assert.Equal(1, exitCode);
        Assert.StartsWith("dapr-processing: ", said);
        Assert.Contains(mentioned, said);
        Assert.Single(said.Split('\n'));
    }

    private static LoggedProcess Launch(params string[] arguments) => Launch(arguments, []);

    private static LoggedProcess Launch(string[] arguments, params (string Name, string Value)[] environment) =>
        LaunchCommand(["run", .. arguments], environment);

    private static LoggedProcess LaunchCommand(string[] command, params (string Name, string Value)[] environment)
    {
        // Tests that were started in the background have SIGINT ignored, and would hand that on.
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", Program, .. command]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new LoggedProcess(start);
    }

    private static async Task<Uri> ReadyAsync(LoggedProcess platform)
    {
        const string Announcement = "The platform is ready at ";
        await Eventually.Async(
            () => platform.HasExited || platform.Log.Contains(Announcement, StringComparison.Ordinal), Patience,
            $"the platform is ready; it printed:\n{platform.Log}");
        Assert.False(platform.HasExited, platform.Log);
        return new Uri(platform.Log.Split(Announcement)[1].Split(' ')[0]);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> AskAllAsync(IEnumerable<int> ports, string? token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("dapr-api-token", token ?? "");
        return await Task.WhenAll(ports.Select(async port =>
        {
            using var answer = await http.GetAsync($"http://127.0.0.1:{port}/v1.0/metadata");
            return answer.StatusCode;
        }));
    }

    private static bool IsOpenToOthers(string file) => !OperatingSystem.IsWindows() && File.Exists(file)
        && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    private static Task<(int ExitCode, string Said)> FailAsync(params string[] arguments) =>
        RunAsync(Program, ["run", .. arguments]);

    private static Task<(int ExitCode, string Said)> FailInAsync(string environment, params string[] arguments) =>
        RunAsync("env", [environment, Program, .. arguments]);

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
