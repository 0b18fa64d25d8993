using DaprProcessing.Client.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace DaprProcessing.Client.Tests;

/// <summary>Pages as they are done.</summary>
public sealed class PageTests
{
    private const string Lines = "application/x-ndjson";

    [Fact]
    public async Task Pages_ComeAsTheyAreDone_WithWhatStandsOnThem()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var more = new TaskCompletionSource();
        using var service = platform.Then(async context =>
        {
            await SendAsync(context, Line(1));
            await more.Task;
            await SendAsync(context, """
                {"pageNo":2,"failure":{"stage":"pdf-to-png","failure":
                  {"code":"engine_timeout","category":"capacity","message":"Too long.","retryable":true}},"outputs":{},"new":[1]}
                """.ReplaceLineEndings(" "));
        }).Connect();

        var pages = new List<Page>();
        await foreach (var page in service.ReadPagesAsync("j1"))
        {
            pages.Add(page);
            more.TrySetResult();
        }

        Assert.Equal([1, 2], pages.Select(page => page.PageNo));
        Assert.Equal(("# A 1", new PageExtent(595, 842)), (pages[0].Markdown, pages[0].Size));
        var block = Assert.Single(pages[0].Blocks!);
        Assert.Equal(("section_header", "A 1", 1), (block.Label, block.Text, block.Level));
        Assert.Equal([72, 80, 200, 95], block.Boxes[0]);
        Assert.Equal("text_layer", pages[0].Outputs["text"].GetProperty("source").GetString());
        Assert.Equal(("pdf-to-png", "engine_timeout"), (pages[1].Failure!.Stage, pages[1].Failure!.Failure.Code));
        Assert.Equal("GET /v1/jobs/j1/pages?after=0", Assert.Single(platform.Requests).Line);
    }

    [Fact]
    public async Task Pages_AfterACut_GoOnWhereTheyWere()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(CutAfter($"{Line(4)}\n{Line(5)}\n")).Then(CutAfter($"{Line(6)}\n{Line(7)[..20]}"))
            .Then(context => SendAsync(context, Line(7))).Connect();

        var pages = await service.ReadPagesAsync("j1", after: 3).Select(page => page.PageNo).ToListAsync();

        Assert.Equal([4, 5, 6, 7], pages);
        Assert.Equal([3, 5, 6], platform.Requests.Select(request => int.Parse(request.Line.Split('=')[1])));
    }

    [Fact]
    public async Task Pages_WithEmptyLinesBetweenThem_AreReadAsWithout()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(context => SendAsync(context, $"\n{Line(1)}\n\n\n{Line(2)}\n\n")).Connect();

        Assert.Equal([1, 2], await service.ReadPagesAsync("j1").Select(page => page.PageNo).ToListAsync());
    }

    [Fact]
    public async Task Pages_ThatAreCutOffAgainAndAgain_AreGivenUp()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(CutAfter(Line(1)[..10])).Connect(options => options.MaxRetries = 2);

        var gone = await Assert.ThrowsAsync<DocumentProcessingException>(
            async () => await service.ReadPagesAsync("j1").ToListAsync());

        Assert.Equal((DocumentProcessingException.PlatformUnreachable, 3), (gone.Code, platform.Requests.Count));
    }

    [Fact]
    public async Task Pages_ThatTheCallerHas_ComeNoSecondTime()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(CutAfter($"{Line(1)}\n"))
            .Then(context => SendAsync(context, Line(1), Line(2))).Connect();

        Assert.Equal([1, 2], await service.ReadPagesAsync("j1").Select(page => page.PageNo).ToListAsync());
    }

    [Fact]
    public async Task Pages_ThatAreNone_AreNoCut()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(context => SendAsync(context, Line(1), "{")).Connect();

        var strange = await Assert.ThrowsAsync<DocumentProcessingException>(
            async () => await service.ReadPagesAsync("j1").ToListAsync());

        Assert.Equal((DocumentProcessingException.UnexpectedAnswer, 1), (strange.Code, platform.Requests.Count));
    }

    [Fact]
    public async Task Pages_OfNoJob_AreRefused()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform
            .ThenProblem(404, """{"code":"job_not_found","category":"policy","detail":"No.","retryable":false}""").Connect();

        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(
            async () => await service.ReadPagesAsync("j1").ToListAsync());

        Assert.Equal("job_not_found", refused.Code);
    }

    private static string Line(int pageNo) =>
        $$"""
        {"pageNo":{{pageNo}},"size":{"width":595,"height":842},"markdown":"# A {{pageNo}}",
         "outputs":{"text":{"source":"text_layer"} },
         "blocks":[{"ref":"#/texts/0","label":"section_header","boxes":[[72,80,200,95]],"text":"A {{pageNo}}","level":1}]}
        """.ReplaceLineEndings(" ");

    private static async Task SendAsync(HttpContext context, params string[] lines)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = Lines;
        }

        foreach (var line in lines)
        {
            await context.Response.WriteAsync(line + "\n");
            await context.Response.Body.FlushAsync();
        }
    }

    /// <summary>More was said than comes. A connection that is aborted would take along what nobody has read yet.</summary>
    private static Func<HttpContext, Task> CutAfter(string text) => context =>
    {
        (context.Response.ContentType, context.Response.ContentLength) = (Lines, 100_000);
        return context.Response.WriteAsync(text);
    };
}
