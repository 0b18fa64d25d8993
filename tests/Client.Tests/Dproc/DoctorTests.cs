using DaprProcessing.Client.Tests.Support;
using DaprProcessing.Dproc;

namespace DaprProcessing.Client.Tests.Dproc;

/// <summary><c>dproc doctor</c>: what it finds wrong, and the fix that it names.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private ScriptedPlatform _platform = null!;

    public async Task InitializeAsync() => _platform = await ScriptedPlatform.StartAsync();

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task Doctor_PlatformWantsAKey_SaysHowToGiveIt()
    {
        _platform.Then(200, "ready")
            .ThenProblem(401, """{"code":"unauthenticated","detail":"A key is needed.","retryable":false}""");

        Assert.Equal(1, await RunAsync());

        Assert.Contains("DPROC_API_KEY", _output.ToString());
    }

    [Fact]
    public async Task Doctor_SomethingIsUnwell_NamesItAndTheFix()
    {
        _platform.Then(200, "ready").Then(200, """{"pipelines":[]}""").Then(
            200,
            """
            {"status":"unhealthy","error":"the broker does not answer","s3":"connected","nats":"disconnected",
             "state":"connected","sidecar":"connected","orchestrator":"ready","messages":"waiting",
             "stages":{"tts":{"status":"no_answer","engines":{}},
                       "pdf-to-png":{"status":"impaired","engines":{"document-engine":"does not start: it is missing"}},
                       "pcm-to-wav":{"status":"ready","messages":"waiting","engines":{},"optional":{"ffmpeg":"not installed"}}},
             "checkedAt":"2026-11-28T08:00:00+00:00"}
            """);

        Assert.Equal(1, await RunAsync());

        var said = _output.ToString();
        Assert.Contains("ok     sidecar: connected", said);
        Assert.Contains("ok     object store: connected", said);
        Assert.Contains("WRONG  broker: disconnected", said);
        Assert.Contains("fix: see that nats-server runs", said);
        Assert.Contains("WRONG  pdf-to-png: impaired (document-engine does not start: it is missing)", said);
        Assert.Contains("WRONG  tts: no_answer", said);
        Assert.Contains("ok     pcm-to-wav: ready", said);
        Assert.Contains("WRONG  pcm-to-wav, messages: do not arrive", said);
        Assert.Contains("ok     pcm-to-wav, optional: ffmpeg: not installed", said);
    }

    [Fact]
    public async Task Doctor_PlatformRunsWithoutItsSidecar_NamesThatAndNotTheStart()
    {
        _platform.Then(503, "the Dapr sidecar does not answer", "text/plain").Then(
            200,
            """
            {"status":"unhealthy","error":"the Dapr sidecar does not answer","s3":"unknown","nats":"unknown","state":"unknown",
             "sidecar":"disconnected","orchestrator":"unknown","messages":"unknown","stages":{},
             "checkedAt":"2026-11-28T08:00:00+00:00"}
            """);

        Assert.Equal(3, await RunAsync());

        var said = _output.ToString();
        Assert.Contains("WRONG  platform: it runs", said);
        Assert.Contains("WRONG  sidecar: disconnected", said);
        Assert.DoesNotContain("make run", said);
        Assert.DoesNotContain("unknown", said);
        Assert.Equal("GET /v1/health", _platform.Requests.Last().Line);
    }

    [Fact]
    public async Task Doctor_PlatformIsNotReadyAndWantsAKey_SaysHowToGiveIt()
    {
        _platform.Then(503, "not ready", "text/plain")
            .ThenProblem(401, """{"code":"key_required","detail":"This takes a key.","retryable":false}""");

        Assert.Equal(3, await RunAsync());

        Assert.Contains("WRONG  health report: This takes a key.", _output.ToString());
        Assert.Contains("DPROC_API_KEY", _output.ToString());
    }

    [Fact]
    public async Task Doctor_AnotherServerAnswers_SaysThatTheAddressIsWrong()
    {
        _platform.Then(404, "<html>", "text/html");

        Assert.Equal(3, await RunAsync());

        Assert.Contains("--endpoint", _output.ToString());
        Assert.DoesNotContain("make run", _output.ToString());
        Assert.Single(_platform.Requests);
    }

    [Fact]
    public async Task Doctor_NobodyListens_IsUnavailable()
    {
        Assert.Equal(3, await CommandLine.RunAsync(["doctor", "--endpoint", "http://127.0.0.1:1"], _output, _errors));

        Assert.Contains("fix: start it", _output.ToString());
    }

    private Task<int> RunAsync() =>
        CommandLine.RunAsync(["doctor", "--endpoint", $"{_platform.Address}"], _output, _errors);
}
