using DaprProcessing.Client.Tests.Support;
using DaprProcessing.Dproc;

namespace DaprProcessing.Client.Tests.Dproc;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private const string Letters = """
        {"deadLetters":[
          {"id":"l2","at":"2026-11-28T00:00:00Z","service":"tts","topic":"text.processed","reason":"no JSON","sizeBytes":2},
          {"id":"l1","at":"2026-11-27T00:00:00Z","service":"tts","topic":"text.processed","reason":"no JSON","sizeBytes":9}]}
        """;

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    private ScriptedPlatform _platform = null!;

    public async Task InitializeAsync() => _platform = await ScriptedPlatform.StartAsync();

    public Task DisposeAsync() => _platform.DisposeAsync().AsTask();

    [Fact]
    public async Task List_HasALineForEach()
    {
        _platform.Then(200, Letters);

        Assert.Equal(0, await RunAsync("list"));

        Assert.Equal(["l2", "l1"], _output.ToString().Trim().Split('\n').Select(line => line.Split(' ')[0]));
        Assert.Equal("GET /v1/admin/dead-letters", Assert.Single(_platform.Requests).Line);
    }

    [Fact]
    public async Task Show_PrintsTheBody()
    {
        _platform.Then(200, """
            {"id":"l1","at":"2026-11-27T00:00:00Z","service":"tts","topic":"text.processed","reason":"no JSON","sizeBytes":9,
             "body":"no JSON at all"}
            """);

        Assert.Equal(0, await RunAsync("show", "l1"));

        Assert.EndsWith("no JSON at all", _output.ToString().Trim());
    }

    [Theory]
    [InlineData("replay", "POST /v1/admin/dead-letters/l1/replay")]
    [InlineData("drop", "DELETE /v1/admin/dead-letters/l1")]
    public async Task Each_WithAll_IsDoneForEveryOne(string verb, string lastLine)
    {
        _platform.Then(200, Letters).Then(204, "").Then(204, "");

        Assert.Equal((0, ""), (await RunAsync(verb, "--all"), _errors.ToString()));

        Assert.Equal(3, _platform.Requests.Count);
        Assert.Equal(lastLine, _platform.Requests.Last().Line);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("drop")]
    [InlineData("drop", "l1", "--all")]
    public async Task Each_OfNothingOrBoth_IsAUsageError(params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Empty(_platform.Requests);
    }

    private Task<int> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(["dead-letters", .. arguments, "--endpoint", $"{_platform.Address}"], _output, _errors);
}
