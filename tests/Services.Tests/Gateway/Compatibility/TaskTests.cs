using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Services.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Services.Tests.Gateway.Compatibility;

/// <summary>Tasks beside their results: time limits, websockets, clean-up.</summary>
public sealed class TaskTests : Conversation
{
    [Fact]
    public async Task Task_WhoseJobWasCancelled_HasFailed()
    {
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await Client.FailJobsAsync("", "", JobStatus.Cancelled);

        var told = DoclingClient.Json((await Client.GetAsync($"/v1/status/poll/{task}")).Body);
        // By these the client tells a failed task from a result that has expired, and says why.
        Assert.Equal("failure", Text(told["task_status"]));
        Assert.NotEmpty(Text(told["error_message"]));
        Assert.Equal((404, DoclingClient.NoResult), await Client.GetAsync($"/v1/result/{task}"));
    }

    [Fact]
    public async Task Task_ThatIsPending_SaysItsPlaceInTheQueue()
    {
        var (first, second) = (
            await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form()),
            await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form()));

        async Task<int?> PlaceAsync(string task) =>
            (int?)DoclingClient.Json((await Client.GetAsync($"/v1/status/poll/{task}")).Body)["task_position"];

        // The queue is looked at every two seconds.
        await Eventually.Async(
            async () => (await PlaceAsync(first), await PlaceAsync(second)) == (1, 2), TimeSpan.FromSeconds(60),
            "both have a place");
        await Client.StartJobsAsync();
        Assert.Equal((null, null), (await PlaceAsync(first), await PlaceAsync(second)));
    }

    [Fact]
    public async Task Task_WithADocumentTimeout_HasAJobThatEndsByThen()
    {
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form(("document_timeout", "90.5")));

        var jobs = new List<TimeSpan?>();
        await Client.UpdateJobsAsync(job =>
        {
            jobs.Add(job.Timeout);
            return job;
        });
        Assert.Equal([TimeSpan.FromSeconds(90.5)], jobs);
        Assert.Empty(DoclingClient.Json((await Client.GetAsync($"/v1/status/poll/{task}")).Body)["ignored_options"]!.AsArray());
    }

    [Fact]
    public async Task Sync_ThatTakesTooLong_SaysSoAndTheJobGoesOn()
    {
        await using var gateway = await GatewayHarness.StartAsync("Gateway:MaxWait=00:00:00.1");
        var client = new DoclingClient(gateway);

        var (status, body) = await client.PostAsync("/v1/convert/file", DoclingClient.Form());

        Assert.Equal(504, status);
        Assert.StartsWith(
            """{"detail":"Conversion is taking too long. The maximum wait time is configure as DOCLING_SERVE_MAX_SYNC_WAIT=""",
            body);
        Assert.Equal(1, (await gateway.GetAsync("/v1/jobs?status=queued")).GetProperty("jobs").GetArrayLength());
    }

    [Fact]
    public async Task Websocket_UnknownTask_SaysSoAndCloses()
    {
        var frames = await Client.FramesAsync("nope");

        Assert.Equal("""{"message":"error","task":null,"error":"Task not found."}""", Assert.Single(frames).ToJsonString());
    }

    [Fact]
    public async Task Websocket_OfAFinishedTask_TellsItOnce()
    {
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await Client.FinishJobsAsync();

        Assert.Equal(["connection success", "update success"], (await Client.FramesAsync(task))
            .Select(frame => $"{frame["message"]} {frame["task"]!["task_status"]}"));
    }

    [Fact]
    public async Task Clear_OlderThanNow_RemovesFinishedTasksAndNoOtherJob()
    {
        var other = (await Gateway.SubmitAsync()).GetProperty("id").GetString();
        var task = await Client.SubmitAsync("/v1/convert/file/async", DoclingClient.Form());
        await Client.FinishJobsAsync();
        Assert.Equal((200, """{"status":"ok"}"""), await Client.GetAsync("/v1/clear/results"));
        Assert.Equal("success", await Client.StatusAsync(task));

        await Client.GetAsync("/v1/clear/results?older_then=0");

        Assert.Equal((404, DoclingClient.NotFound), await Client.GetAsync($"/v1/status/poll/{task}"));
        var left = Assert.Single((await Gateway.GetAsync("/v1/jobs")).GetProperty("jobs").EnumerateArray());
        Assert.Equal(other, left.GetProperty("id").GetString());
    }
}
