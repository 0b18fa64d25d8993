using System.Net;
using DaprProcessing.Client.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Client.Tests;

public sealed class JobTests
{
    [Fact]
    public async Task List_SeveralPortions_IsOneSequence()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform
            .Then(200, $$"""{"jobs":[{{Wire.Job("queued", "j3")}},{{Wire.Job("queued", "j2")}}],"nextCursor":"a/b"}""")
            .Then(200, $$"""{"jobs":[{{Wire.Job("queued")}}]}""").Connect();

        var ids = new List<string>();
        await foreach (var job in service.ListJobsAsync(new JobQuery { Status = JobStatus.PartiallySucceeded, PageSize = 2 }))
        {
            ids.Add(job.Id);
        }

        Assert.Equal(["j3", "j2", "j1"], ids);
        Assert.Equal(
            ["GET /v1/jobs?status=partially_succeeded&limit=2", "GET /v1/jobs?status=partially_succeeded&limit=2&cursor=a%2Fb"],
            platform.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task Job_IdThatIsAPath_StaysOneSegment()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(202, Wire.Job("cancelling")).Connect();

        await service.CancelAsync("../uploads?x");

        Assert.Equal("POST /v1/jobs/..%2Fuploads%3Fx/cancel", Assert.Single(platform.Requests).Line);
    }

    [Theory]
    [InlineData(true, "POST /v1/jobs/j1/retry?pages=failed")]
    [InlineData(false, "POST /v1/jobs/j1/retry")]
    public async Task Retry_AsksForWhatIsWanted(bool failedPagesOnly, string asked)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(202, Wire.Job("queued")).Connect();

        await service.RetryAsync("j1", failedPagesOnly);

        Assert.Equal(asked, Assert.Single(platform.Requests).Line);
    }

    [Fact]
    public async Task Retry_WhoseAnswerIsCutOff_IsRepeatedWithItsKey()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.ThenCutOff().Then(202, Wire.Job("queued")).Then(202, Wire.Job("queued")).Connect();

        await service.RetryAsync("j1");
        await service.RetryAsync("j1");

        var keys = platform.Requests.Select(request => request.Headers["Idempotency-Key"]).ToList();
        Assert.Equal(3, keys.Count);
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[1], keys[2]);
    }

    [Fact]
    public async Task Delete_JobThatIsGone_IsNoFailure()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(204, "")
            .ThenProblem(404, """{"code":"job_not_found","detail":"There is no job 'j1'."}""").Connect();

        Assert.True(await service.DeleteAsync("j1"));
        Assert.False(await service.DeleteAsync("j1"));
    }

    [Theory]
    [InlineData("""{"id":1}""")]
    [InlineData("<html>")]
    [InlineData("null")]
    public async Task Get_AnswerOfAnotherServer_IsUnexpected(string body)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(200, body).Connect();

        var unexpected = await Assert.ThrowsAsync<DocumentProcessingException>(() => service.GetJobAsync("j1"));

        Assert.Equal((DocumentProcessingException.UnexpectedAnswer, false), (unexpected.Code, unexpected.Retryable));
    }

    [Fact]
    public async Task Get_RefusedByAProxy_KeepsTheStatus()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        using var service = platform.Then(403, "<html>", "text/html").Connect();

        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(() => service.GetJobAsync("j1"));

        Assert.Equal((HttpStatusCode.Forbidden, DocumentProcessingException.UnexpectedAnswer), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Dispose_WhileWaiting_EndsTheWait()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        var asked = new TaskCompletionSource();
        var service = platform.Then(context =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }).Connect();

        var waiting = service.WaitAsync("j1");
        await asked.Task;
        service.Dispose();

        var ended = await Assert.ThrowsAsync<DocumentProcessingException>(() => waiting);
        Assert.Equal(DocumentProcessingException.PlatformUnreachable, ended.Code);
    }

    [Fact]
    public async Task Registration_ServiceOfAnApplication_TakesItsSettingsAndRepeats()
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        platform.ThenProblem(503, Wire.Busy, ("Retry-After", "0")).ThenCutOff()
            .Then(200, """{"pipelines":[{"name":"document","description":"All.","accepts":[],"stages":[],"artifacts":[]}]}""");
        await using var services = new ServiceCollection()
            .AddDaprProcessingClient(options => (options.Endpoint, options.ApiKey) = (platform.Address, "key"))
            .Services.BuildServiceProvider();

        var pipelines = await services.GetRequiredService<DocumentService>().ListPipelinesAsync();

        Assert.Equal("document", Assert.Single(pipelines).Name);
        Assert.Equal(["key", "key", "key"], platform.Requests.Select(request => request.Headers["X-Api-Key"]));
    }
}
