using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using DaprProcessing.Local.Runtime;
using DaprProcessing.Local.Runtime.Hosting;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.Api;

public sealed class ExecutableTests
{
    [Fact]
    public void CommandLine_FlagsOfDaprd_AreUnderstood()
    {
        var options = CommandLine.Parse(
            [
                "-app-id", "a", "--app-port=5000", "--dapr-http-port", "3600", "--resources-path", "x", "--resources-path=y",
                "--max-body-size", "16Mi", "--app-max-concurrency", "3", "--log-level", "debug", "--enable-app-health-check",
                "--app-health-probe-interval", "1", "--app", "b=6000:0:7000", "--app", "c", "--peer", "d=http://127.0.0.1:1",
            ],
            name => name == "APP_API_TOKEN" ? "t" : null);

        Assert.Equal(["a", "b", "c"], options.Apps.Select(app => app.AppId));
        var first = options.Apps[0];
        Assert.Equal(
            (5000, 3600, 50001, 3, "t"),
            (first.AppPort, first.HttpPort, first.GrpcPort, first.AppMaxConcurrency, first.AppApiToken));
        Assert.Equal(TimeSpan.FromSeconds(1), options.Apps[0].HealthCheck!.Interval);
        Assert.Equal((6000, 0, 7000), (options.Apps[1].AppPort, options.Apps[1].HttpPort, options.Apps[1].GrpcPort));
        Assert.Null(options.Apps[2].AppPort);
        Assert.Equal(["x", "y"], options.ResourcesPaths);
        Assert.Equal(16 << 20, options.MaxBodySizeBytes);
        Assert.Equal(1, options.Peers["d"].Port);
    }

    [Theory]
    [InlineData("--nonsense", "1")]
    [InlineData("--app-port", "x")]
    [InlineData("--max-body-size", "big")]
    [InlineData("--strict", "true")]
    public void CommandLine_WrongFlags_AreRefused(string flag, string value)
    {
        var wrong = Assert.Throws<CommandLineException>(() => CommandLine.Parse(["--app-id", "a", flag, value], _ => null));

        Assert.Contains(flag, wrong.Message);
    }

    [Fact]
    public async Task Executable_SigTerm_DrainsAndEndsWithZeroAndStateIsKept()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder.File("r/c.yaml"), ComponentYaml.Component("store", "state.sqlite", "connectionString=s.db"));
        var port = FreePort.Next();
        for (var run = 1; run <= 2; run++)
        {
            using var process = Start(
                folder.File("sockets"),
                "--app-id", "a", "--dapr-http-port", $"{port}", "--dapr-grpc-port", "0", "--resources-path", $"{folder.Path}/r",
                "--state-directory", folder.Path);
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.Async(async () => await IsUpAsync(http), TimeSpan.FromSeconds(30), "the runtime is up");
            if (run == 1)
            {
                await http.PostAsJsonAsync("/v1.0/state/store", new[] { new { key = "k", value = 1 } });
                process.Kill();
            }
            else
            {
                Assert.Equal("1", await http.GetStringAsync("/v1.0/state/store/k"));
                Assert.Equal(0, Kill(process.Id, 15));
            }

            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(run == 1 ? 137 : 0, process.ExitCode);
        }
    }

    [Fact]
    public async Task Start_PortTaken_FailsAndLeavesNothingBehind()
    {
        await using var first = await TestRuntime.StartAsync();
        using var folder = new TempFolder();
        var options = new LocalRuntimeOptions
        {
            Apps = [new AppOptions { AppId = "a", HttpPort = first.Host.HttpEndpoint("app").Port }], StateDirectory = folder.Path,
        };

        await Assert.ThrowsAsync<IOException>(() => LocalRuntimeHost.StartAsync(options));

        await using var again = await LocalRuntimeHost.StartAsync(options with { Apps = [new AppOptions { AppId = "a" }] });
        Assert.NotEqual(0, again.GrpcEndpoint("a").Port);
    }

    [Fact]
    public async Task Shutdown_EveryAppAsked_IsReported()
    {
        await using var runtime = await TestRuntime.StartAsync(appIds: ["one", "two"]);

        await runtime.Http.PostAsync("/v1.0/shutdown", null);
        Assert.False(runtime.Host.ShutdownRequested.IsCompleted);
        using var other = new HttpClient { BaseAddress = runtime.Host.HttpEndpoint("two") };
        await other.PostAsync("/v1.0/shutdown", null);

        await runtime.Host.ShutdownRequested.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);

    private static async Task<bool> IsUpAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/v1.0/healthz");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Process Start(string sockets, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { Environment = { ["DAPR_COMPONENTS_SOCKETS_FOLDER"] = sockets } };
        start.ArgumentList.Add(typeof(LocalRuntimeHost).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
