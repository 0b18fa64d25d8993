using System.Diagnostics;
using System.Text.Json.Nodes;
using DaprProcessing.Client.Tests.Support;
using DaprProcessing.Dproc;
using DaprProcessing.TestKit;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Client.Tests.Dproc;

public sealed class CommandLineTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private ScriptedPlatform _platform = null!;

    private string Document => _folder.File("a.pdf");

    public async Task InitializeAsync()
    {
        _platform = await ScriptedPlatform.StartAsync();
        await File.WriteAllTextAsync(Document, "%PDF-1.");
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Submit_FileWithOptions_PrintsTheJobAtItsEndAndWritesWhatCameOut()
    {
        _platform.Then(202, Wire.Job("queued")).Then(200, Wire.Job("succeeded")).Then(200, Wire.Result);

        var exitCode = await RunAsync(
            "submit", Document, "-p", "pdf.docling", "-o", "pdf-to-png.dpi=72", "-o", "ocr=never", "--out", _folder.File("out"));

        Assert.Equal((0, ""), (exitCode, _errors.ToString()));
        Assert.StartsWith("j1  succeeded", _output.ToString());
        Assert.Contains("""{"pdf-to-png":{"dpi":72},"ocr":"never"}""", _platform.Requests.First().Text);
        Assert.True(File.Exists(_folder.File("out/j1/document.md")));
    }

    [Fact]
    public async Task Submit_QuotedPattern_TakesEveryFileAndPrintsALineOfJsonForEach()
    {
        await File.WriteAllTextAsync(_folder.File("b.pdf"), "%PDF-1.");
        _platform.Then(202, Wire.Job("queued"));

        var exitCode = await RunAsync("submit", Path.Combine(_folder.Path, "*.pdf"), "--no-wait", "--json");

        Assert.Equal(0, exitCode);
        Assert.Equal(["queued", "queued"], Lines().Select(line => (string?)line["status"]));
    }

    [Fact]
    public async Task Submit_OneFileCannotBeRead_TheOthersAreDone()
    {
        foreach (var name in (string[])["b.pdf", "c.pdf"])
        {
            await File.WriteAllTextAsync(_folder.File(name), "%PDF-1.");
        }

        // A mode of 000 would not keep a test that is run by root from reading it.
        await using var taken = new FileStream(_folder.File("b.pdf"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        _platform.Then(200, Wire.Job("succeeded"));

        Assert.Equal((1, ""), (await RunAsync("submit", _folder.Path, "--json"), _errors.ToString()));

        var lines = Lines();
        Assert.Equal(2, lines.Count(line => (string?)line["status"] == "succeeded"));
        var unread = Assert.Single(lines, line => line["error"] is not null);
        Assert.Equal(("b.pdf", "file_error"), ((string?)unread["fileName"], (string?)unread["error"]!["code"]));
    }

    [Theory]
    [InlineData(true, "POST /v1/uploads/direct?filename=large.pdf")]
    [InlineData(false, "POST /v1/uploads?filename=large.pdf")]
    public async Task Submit_LargeDocument_GoesToTheStoreWhereThatIsAskedFor(bool direct, string firstLine)
    {
        await using (var large = File.Create(_folder.File("large.pdf")))
        {
            large.SetLength(new DocumentServiceOptions().ResumableFromBytes);
        }

        _platform.ThenProblem(400, """{"code":"no","detail":"No.","retryable":false}""");

        Assert.Equal(1, await RunAsync(["submit", _folder.File("large.pdf"), .. direct ? (string[])["--direct"] : []]));

        Assert.Equal(firstLine, _platform.Requests.First().Line);
    }

    [Fact]
    public async Task Submit_SeveralFail_TheGravestIsTheExitCode()
    {
        await File.WriteAllTextAsync(_folder.File("b.pdf"), "%PDF-1.");
        var asked = 0;
        _platform.Then(context =>
        {
            var first = Interlocked.Increment(ref asked) == 1;
            (context.Response.StatusCode, context.Response.ContentType) = (first ? 429 : 400, "application/problem+json");
            // Longer than the client waits: it is handed to the caller.
            context.Response.Headers.RetryAfter = "3600";
            return context.Response.WriteAsync($$"""{"code":"no","detail":"No.","retryable":{{(first ? "true" : "false")}}}""");
        });

        Assert.Equal(3, await RunAsync("submit", _folder.Path));

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Tenants_Add_SendsTheAdministratorsKeyAndPrintsTheNewOneOnce()
    {
        await File.WriteAllTextAsync(_folder.File("admin"), "the-administrators-own-key\n");
        _platform.Then(201, """{"name":"acme","createdAt":"2026-11-27T00:00:00Z","disabled":false,"limits":{"openJobs":5}}""")
            .Then(201, """{"tenant":"acme","id":"abcdefgh","key":"dpk_acme_abcdefgh_secret","label":"scans"}""");

        var exitCode = await RunAsync(
            "tenants", "add", "acme", "--label", "scans", "--open-jobs", "5", "--admin-key-file", _folder.File("admin"));

        Assert.Equal((0, ""), (exitCode, _errors.ToString()));
        Assert.StartsWith("dpk_acme_abcdefgh_secret", _output.ToString());
        Assert.Equal(
            ["""{"name":"acme","limits":{"openJobs":5}}""", """{"label":"scans"}"""],
            _platform.Requests.Select(request => request.Text));
        Assert.All(_platform.Requests, request => Assert.Equal("the-administrators-own-key", request.Headers["X-Api-Key"]));
    }

    [Fact]
    public async Task Tenants_List_SaysTheLimitsByTheirOptions()
    {
        _platform.Then(200, """
            {"tenants":[
             {"name":"acme","createdAt":"2026-11-27T00:00:00Z","disabled":false,"limits":{"runningJobs":2,"pagesPerDay":500}},
             {"name":"beta","createdAt":"2026-11-27T00:00:00Z","disabled":true,"limits":{}}]}
            """);

        Assert.Equal(0, await RunAsync("tenants", "list"));

        Assert.Equal(
            ["acme  running-jobs 2  pages-per-day 500", "beta  disabled"],
            _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Status_OfOneThatIsNotThere_GoesOnWithTheOthers()
    {
        _platform.ThenProblem(404, """{"code":"job_not_found","detail":"There is no job 'j1'.","retryable":false}""")
            .Then(200, """
                {"id":"j2","status":"succeeded","pipeline":"document","fileName":"a.pdf","mediaType":"application/pdf",
                 "sizeBytes":9,"createdAt":"2026-11-27T00:00:00Z","expiresAt":"2026-11-28T00:00:00Z","stages":[]}
                """);

        Assert.Equal(1, await RunAsync("status", "j1", "j2"));

        Assert.StartsWith("dproc: job_not_found: ", _errors.ToString());
        Assert.StartsWith("j2  succeeded", _output.ToString());
    }

    [Fact]
    public async Task Submit_WithoutAKey_SaysWhereOneIsGiven()
    {
        await File.WriteAllTextAsync(_folder.File("a.pdf"), "%PDF-1.");
        _platform.ThenProblem(401, """{"code":"key_required","detail":"This takes a key.","retryable":false}""");

        Assert.Equal(1, await RunAsync("submit", _folder.File("a.pdf")));

        Assert.Contains("a.pdf: key_required: This takes a key. DPROC_API_KEY holds it", _output.ToString());
    }

    [Theory]
    [InlineData("empty", "there is no file in the folder ")]
    [InlineData("*.xyz", "no file is like ")]
    [InlineData("none.pdf", "there is no file ")]
    public async Task Submit_OfNoFile_SaysWhatWasLookedFor(string name, string said)
    {
        Directory.CreateDirectory(_folder.File("empty/x")[..^2]);

        Assert.Equal(2, await RunAsync("submit", Path.Combine(_folder.Path, name)));

        Assert.Contains(said, _errors.ToString());
    }

    [Theory]
    [InlineData("failed", 1)]
    [InlineData("cancelled", 1)]
    [InlineData("partially_succeeded", 0)]
    public async Task Watch_JobEnds_IsTheExitCode(string status, int expected)
    {
        _platform.Then(200, Wire.Job(status));

        Assert.Equal(expected, await RunAsync("watch", "j1"));
    }

    [Theory]
    [InlineData("queued", ""","queuePosition":3""", "(3 of yours before it)")]
    [InlineData("running", ""","etaSeconds":75""", "(about 00:01:15 left)")]
    [InlineData("running", "", "a.pdf")]
    public async Task Status_JobUnderWay_TellsWhatIsToCome(string status, string more, string said)
    {
        _platform.Then(200, Wire.Job(status, more: more));

        Assert.Equal(0, await RunAsync("status", "j1"));

        Assert.EndsWith(said, _output.ToString().Trim());
    }

    [Fact]
    public async Task Status_PlatformRefuses_SaysItsCodeOnStandardError()
    {
        _platform.ThenProblem(404, """{"code":"job_not_found","detail":"There is no job 'j1'.","retryable":false}""");

        Assert.Equal(1, await RunAsync("status", "j1"));

        Assert.Equal(("", "dproc: job_not_found: There is no job 'j1'."), (_output.ToString(), _errors.ToString().Trim()));
    }

    [Fact]
    public async Task Status_PlatformRefuses_WithJson_IsTheProblem()
    {
        _platform.ThenProblem(
            429, """{"code":"too_many_requests","category":"policy","detail":"Slow down.","retryable":true}""",
            ("Retry-After", "3600"));

        Assert.Equal(3, await RunAsync("status", "j1", "--json"));

        var told = JsonNode.Parse(_errors.ToString())!;
        Assert.Equal(("too_many_requests", "Slow down."), ((string?)told["error"]!["code"], (string?)told["error"]!["message"]));
        Assert.Equal((429, 3600, ""), ((int)told["status"]!, (int)told["retryAfterSeconds"]!, _output.ToString()));
    }

    [Theory]
    [InlineData("wrong_usage", "submit", "no-such-file.pdf")]
    [InlineData("wrong_usage", "list", "--status", "dancing")]
    [InlineData("wrong_usage", "frobnicate")]
    [InlineData("file_error", "status", "j1", "--api-key-file", "no-such-key")]
    public async Task AnyCommand_ThatGoesWrongHere_WithJson_SaysSoInJson(string code, params string[] arguments)
    {
        Assert.NotEqual(0, await RunAsync([.. arguments, "--json"]));

        var told = JsonNode.Parse(_errors.ToString())!["error"]!;
        Assert.Equal((code, ""), ((string?)told["code"], _output.ToString()));
        Assert.NotEmpty((string)told["message"]!);
    }

    [Theory]
    [InlineData("submit", "no-such-file.pdf")]
    [InlineData("submit", "no-such-folder/*.pdf")]
    [InlineData("list", "--status", "dancing")]
    [InlineData("status")]
    [InlineData("frobnicate")]
    [InlineData("list", "--endpoint", "localhost:8080")]
    public async Task AnyCommand_CannotBeMeant_IsAUsageError(params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));

        Assert.NotEmpty(_errors.ToString());
        Assert.Empty(_platform.Requests);
    }

    [Fact]
    public async Task List_MoreThanWanted_EndsThere()
    {
        _platform.Then(200, $$"""{"jobs":[{{Wire.Job("queued", "j3")}},{{Wire.Job("queued", "j2")}}],"nextCursor":"c"}""");

        Assert.Equal(0, await RunAsync("list", "-n", "1", "--status", "queued"));

        Assert.Equal("j3", _output.ToString().Trim().Split(' ')[0]);
        Assert.Equal("GET /v1/jobs?status=queued&limit=1", Assert.Single(_platform.Requests).Line);
    }

    [Theory]
    [InlineData("dproc su", "submit")]
    [InlineData("dproc dead-letters re", "replay")]
    [InlineData("dproc list --sta", "--status")]
    public async Task Completion_OfBash_IsWhatFits(string typed, string expected)
    {
        Assert.Equal(0, await CommandLine.RunAsync(["completion", "bash"], _output, _errors));

        var line = $$"""
            dproc() { "$DPROC" "$@"; }
            {{_output}}
            COMP_LINE='{{typed}}' COMP_POINT={{typed.Length}} COMP_WORDS=({{typed}}) COMP_CWORD={{typed.Split(' ').Length - 1}}
            _dproc
            echo "$COMPREPLY"
            """;
        var start = new ProcessStartInfo("/bin/bash", ["-c", line]) { RedirectStandardOutput = true };
        start.Environment["DPROC"] = DprocProgram.Path;
        using var shell = Process.Start(start)!;
        Assert.Equal(expected, (await shell.StandardOutput.ReadToEndAsync()).Trim());
    }

    [Theory]
    [InlineData("zsh", 0)]
    [InlineData("fish", 0)]
    [InlineData("cmd", 2)]
    public async Task Completion_OfAShell_IsThereOrRefused(string shell, int exitCode)
    {
        Assert.Equal(exitCode, await CommandLine.RunAsync(["completion", shell], _output, _errors));

        Assert.Equal(exitCode == 0, _output.ToString().Contains("[suggest:", StringComparison.Ordinal));
    }

    private List<JsonNode> Lines() =>
        [.. _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private Task<int> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(
        arguments.Contains("--endpoint") ? arguments : [.. arguments, "--endpoint", $"{_platform.Address}"], _output, _errors);
}
