using System.Text.Json.Nodes;
using DaprProcessing.Client.Tests.Support;
using DaprProcessing.Dproc;
using DaprProcessing.TestKit;

namespace DaprProcessing.Client.Tests.Dproc;

public sealed class UsageTests : IAsyncLifetime
{
    private const string Used = """
        {"tenant":"acme","from":"2026-11-01","to":"2026-11-28",
         "total":{"jobs":{"succeeded":2,"failed":1},"bytes":900,"pages":{"ocr":2,"text_layer":5},"audioSeconds":0},
         "days":[{"day":"2026-11-27","used":
           {"jobs":{"succeeded":2,"failed":1},"bytes":900,"pages":{"ocr":2,"text_layer":5},"audioSeconds":0}}]}
        """;

    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private ScriptedPlatform _platform = null!;

    public async Task InitializeAsync() => _platform = (await ScriptedPlatform.StartAsync()).Then(200, Used);

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Usage_OfTheCaller_IsALineADayAndTheSum()
    {
        Assert.Equal((0, ""), (await RunAsync("--from", "2026-11-01", "--to", "2026-11-28"), _errors.ToString()));

        const string Line = "3 jobs (2 succeeded, 1 failed)  7 pages (2 ocr, 5 text_layer)  900 bytes";
        Assert.Equal(
            [$"2026-11-27  {Line}", $"acme, 2026-11-01 to 2026-11-28  {Line}"], _output.ToString().Trim().Split('\n'));
        Assert.Equal("GET /v1/usage?from=2026-11-01&to=2026-11-28", Assert.Single(_platform.Requests).Line);
    }

    [Fact]
    public async Task Usage_OfATenant_IsAskedForWithTheAdministratorsKey()
    {
        await File.WriteAllTextAsync(_folder.File("admin"), "the-administrators-own-key");

        Assert.Equal(0, await RunAsync("acme", "--json", "--admin-key-file", _folder.File("admin")));

        var asked = Assert.Single(_platform.Requests);
        Assert.Equal(
            ("GET /v1/admin/tenants/acme/usage", "the-administrators-own-key"), (asked.Line, asked.Headers["X-Api-Key"]));
        Assert.Equal("2026-11-27", (string?)JsonNode.Parse(_output.ToString())!["days"]![0]!["day"]);
    }

    private Task<int> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(["usage", .. arguments, "--endpoint", $"{_platform.Address}"], _output, _errors);
}
