using System.Diagnostics;
using DaprProcessing.Components;
using DaprProcessing.JetStream.Tests.Component;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.JetStream.Tests.Infrastructure;

/// <summary><c>infrastructure/nats-server/setup.sh</c> below a scratch prefix, and the server it sets up.</summary>
public sealed class NatsSetupTests : IAsyncLifetime
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private readonly TempFolder _prefix = new();
    private readonly int _port = FreePort.Next();
    private LoggedProcess _server = null!;
    private string _token = "";

    private string Url => $"nats://127.0.0.1:{_port}";

    private string Settings => Path.Combine(_prefix.Path, "etc/nats/nats-server.env");

    public async Task InitializeAsync()
    {
        await SetUpAsync();
        _token = File.ReadLines(Settings).Single(line => line.StartsWith("NATS_TOKEN=", StringComparison.Ordinal)).Split('=')[1];
        await SetUpAsync();
        var start = new ProcessStartInfo("/bin/bash",
        [
            "-c", $". {Settings}; export NATS_SERVER_NAME NATS_TOKEN; PATH=$PATH:/usr/sbin exec nats-server "
                + $"-c {_prefix.Path}/etc/nats/nats-server.conf -a 127.0.0.1 -p {_port} -m {FreePort.Next()}",
        ]);
        _server = new LoggedProcess(start);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _prefix.Dispose();
    }

    [Fact]
    public void Setup_RunTwice_KeepsTheToken() => Assert.Contains($"NATS_TOKEN={_token}", File.ReadAllLines(Settings));

    [Fact]
    public async Task Server_WithTheToken_StoresMessages()
    {
        await using var pubSub = await ConnectAsync(_token);

        await pubSub.PublishAsync("work", "1");
    }

    [Fact]
    public async Task Server_WithAnotherToken_Refuses()
    {
        await using (await ConnectAsync(_token))
        {
            var refusal = await Assert.ThrowsAsync<ComponentException>(() => ConnectAsync("wrong"));
            Assert.Equal(ComponentErrorKind.Invalid, refusal.Kind);
        }
    }

    [Fact]
    public async Task Worker_StartedByHandWithUrlAndToken_JoinsTheGroup()
    {
        using var here = new TempFolder();
        using var there = new TempFolder();
        (string, string)[] hand = [("JetStream__natsURL", Url), ("JetStream__token", _token)];
        await using var first = await ComponentProcess.StartAsync(here, environment: hand);
        await using var second = await ComponentProcess.StartAsync(there, environment: hand);
        await using var one = new Daprd(first);
        await using var other = new Daprd(second);
        one.Subscribe("work", SlowlyAsync);
        other.Subscribe("work", SlowlyAsync);

        for (var number = 0; number < 20; number++)
        {
            await one.PublishAsync("work", $"{number}");
        }

        await Eventually.Async(() => one.Handled.Count + other.Handled.Count == 20, Within, "all is done");
        Assert.Empty(one.Handled.Intersect(other.Handled));
        Assert.All([one, other], worker => Assert.NotEmpty(worker.Handled));
    }

    private async Task SetUpAsync()
    {
        var script = Path.Combine(SamplePaths.RepositoryRoot, "infrastructure/nats-server/setup.sh");
        var start = new ProcessStartInfo("/bin/sh", [script]) { RedirectStandardError = true };
        start.Environment["PREFIX"] = _prefix.Path;
        start.Environment["PATH"] += ":/usr/sbin";
        using var setup = Process.Start(start)!;
        var said = await setup.StandardError.ReadToEndAsync();
        await setup.WaitForExitAsync();
        Assert.True(setup.ExitCode == 0, said);
    }

    private async Task<JetStreamPubSub> ConnectAsync(string token)
    {
        await Eventually.Async(
            () => _server.Log.Contains("Server is ready", StringComparison.Ordinal), Within, "the server is up");
        var settings = new Dictionary<string, string> { ["natsURL"] = Url, ["token"] = token };
        var component = new JetStreamPubSub();
        await component.InitAsync(new ComponentMetadata("pubsub", "pubsub.jetstream", settings), CancellationToken.None);
        return component;
    }

    private static async Task<string?> SlowlyAsync(string message)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        return null;
    }
}
