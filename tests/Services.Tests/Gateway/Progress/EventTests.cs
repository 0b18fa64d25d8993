using System.Net;
using System.Text.Json;
using DaprProcessing.Audio.Speech;
using DaprProcessing.Audio.Waves;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Services.Tests.Support;

namespace DaprProcessing.Services.Tests.Gateway.Progress;

public sealed class EventTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayHarness _gateway = fixture.Gateway;

    [Fact]
    public async Task Events_OfAJobFromQueueToEnd_TellPlaceProgressAndEnd()
    {
        var (before, id) = (await SubmitAsync(), await SubmitAsync());
        using var events = await EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{id}/events");

        var queued = (await events.NextAsync())!.Value;
        Assert.Equal(("progress", "queued"), (queued.Name, queued.Data.GetProperty("status").GetString()));
        Assert.True(queued.Data.GetProperty("queuePosition").GetInt32() >= 1, $"{before} comes first: {queued.Data}");

        var startedAt = DateTimeOffset.UtcNow.AddSeconds(-10);
        await ChangeAsync(id, job => job with { Status = JobStatus.Running, StartedAt = startedAt, Units = [4] });
        var progress = new JobProgress(new() { ["pdf-to-png"] = new() { ["0001"] = 3 } });
        await _gateway.Runtime.SaveStateAsync(JobKeys.Progress(new JobId("local", id)), progress);
        var running = await UntilAsync(events, data => data.GetProperty("stages")[0].GetProperty("pagesDone").GetInt32() == 3);
        Assert.Equal(4, running.Data.GetProperty("stages")[0].GetProperty("pagesTotal").GetInt32());
        Assert.False(running.Data.TryGetProperty("queuePosition", out _));
        // A quarter of the work took ten seconds.
        Assert.InRange(running.Data.GetProperty("etaSeconds").GetInt32(), 30, 300);

        await ChangeAsync(id, job => job with { Status = JobStatus.Succeeded, FinishedAt = DateTimeOffset.UtcNow });
        var end = await UntilAsync(events, data => data.GetProperty("status").GetString() == "succeeded");
        Assert.Equal("end", end.Name);
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task Events_CallerComesBackWithTheLastId_HearsWhatIsNewOnly()
    {
        var id = await SubmitAsync();
        string last;
        using (var first = await EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{id}/events"))
        {
            last = (await first.NextAsync())!.Value.Id;
        }

        using var second = await EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{id}/events", last);
        await ChangeAsync(id, job => job with { Status = JobStatus.Failed, FinishedAt = DateTimeOffset.UtcNow });

        var next = (await second.NextAsync())!.Value;
        Assert.Equal(("end", "failed"), (next.Name, next.Data.GetProperty("status").GetString()));
        using var third = await _gateway.SendAsync(HttpMethod.Get, $"/v1/jobs/{id}/events", $"Last-Event-ID: {next.Id}");
        Assert.Equal(HttpStatusCode.NoContent, third.StatusCode);
    }

    [Fact]
    public async Task Events_JobIsDeletedMeanwhile_EndWithGone()
    {
        var id = await SubmitAsync();
        using var events = await EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{id}/events");
        await events.NextAsync();

        using var deleted = await _gateway.Http.DeleteAsync($"/v1/jobs/{id}");

        var names = new List<string>();
        while (await events.NextAsync() is { } next)
        {
            names.Add(next.Name);
        }

        Assert.Equal("gone", names[^1]);
    }

    [Fact]
    public async Task Events_ManyAtOnce_AllHearTheEnd()
    {
        var id = await SubmitAsync();
        var streams = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            _ => EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{id}/events")));

        await ChangeAsync(id, job => job with { Status = JobStatus.Cancelled, FinishedAt = DateTimeOffset.UtcNow });

        await Task.WhenAll(streams.Select(async stream =>
        {
            using (stream)
            {
                await UntilAsync(stream, data => data.GetProperty("status").GetString() == "cancelled");
            }
        }));
    }

    [Fact]
    public async Task Passage_OfADocumentThatIsStillSpoken_IsToldAndServed()
    {
        byte[] wave = [.. "RIFF"u8, 1, 2, 3];
        var id = await SubmitAsync();
        await ChangeAsync(id, job => job with
        {
            Pipeline = "audiobook", Status = JobStatus.Running, Artifacts = ["audio.wav", "audio/"],
        });
        using (var early = await _gateway.Http.GetAsync($"/v1/jobs/{id}/audio/1"))
        {
            await GatewayHarness.ProblemAsync(early, 404, "artifact_not_found");
        }

        using var events = await EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{id}/events");
        Assert.Equal(0, (await events.NextAsync())!.Value.Data.GetProperty("audioReady").GetInt32());
        // The second is told when the first is there too.
        Put(JobKeys.Artifact(new JobId("local", id), "audio/0002.wav"), wave);
        Put(JobKeys.Artifact(new JobId("local", id), "audio/0001.wav"), wave);

        await UntilAsync(events, data => data.GetProperty("audioReady").GetInt32() == 2);
        using var part = await _gateway.SendAsync(HttpMethod.Get, $"/v1/jobs/{id}/audio/1", "Range: bytes=0-3");
        Assert.Equal(
            (HttpStatusCode.PartialContent, "audio/wav"), (part.StatusCode, part.Content.Headers.ContentType?.MediaType));
        Assert.Equal("RIFF"u8.ToArray(), await part.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Chapters_OfWhichAPassageCanBeHeard_AreToldWithTheirStart()
    {
        var id = await SubmitAsync();
        await ChangeAsync(id, job => job with
        {
            Pipeline = "audiobook", Status = JobStatus.Running, Artifacts = ["audio.wav", "audio/"],
        });
        var job = new JobId("local", id);
        var outline = new SpeechOutline(
            "Book", [new("Book", 0, 1), new("Harbour", 1, 1), new("Bridge", 1, 3)], "en", [500, 1200, 650]);
        Put(
            JobKeys.OfStage(job, SpeechOutline.Stage, SpeechOutline.Name),
            JsonSerializer.SerializeToUtf8Bytes(outline, ServiceHost.Json));

        using var events = await EventReader.OpenAsync(_gateway.Http, $"/v1/jobs/{id}/events");
        Put(JobKeys.Artifact(job, "audio/0001.wav"), await WaveAsync(seconds: 2));
        await UntilAsync(events, data => Chapters(data) == "Harbour 0 in 1");
        Put(JobKeys.Artifact(job, "audio/0002.wav"), await WaveAsync(seconds: 3));
        Put(JobKeys.Artifact(job, "audio/0003.wav"), await WaveAsync(seconds: 1));

        // Two seconds and half of one, three and 1.2.
        await UntilAsync(events, data => Chapters(data) == "Harbour 0 in 1, Bridge 6.7 in 3");
    }

    [Fact]
    public async Task Events_OfAnUnknownJob_AreNotFound()
    {
        using var response = await _gateway.SendAsync(HttpMethod.Get, "/v1/jobs/nobody/events");
        await GatewayHarness.ProblemAsync(response, 404, "job_not_found");
    }

    private static string Chapters(JsonElement data) => !data.TryGetProperty("chapters", out var chapters) ? ""
        : string.Join(", ", chapters.EnumerateArray().Select(
            one => $"{one.GetProperty("title")} {one.GetProperty("start")} in {one.GetProperty("passage")}"));

    private static async Task<byte[]> WaveAsync(int seconds)
    {
        var (file, format) = (new MemoryStream(), new PcmFormat(16000));
        var writer = await WaveWriter.StartAsync(file, format, format.Frames(TimeSpan.FromSeconds(seconds)), default);
        await writer.SilenceAsync(format.Frames(TimeSpan.FromSeconds(seconds)), default);
        writer.Complete();
        return file.ToArray();
    }

    // Whole or not at all, as a store has it.
    private void Put(string key, byte[] content)
    {
        var path = Path.Combine(_gateway.Runtime.ObjectFolder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes($"{_gateway.Runtime.ObjectFolder}-new", content);
        File.Move($"{_gateway.Runtime.ObjectFolder}-new", path);
    }

    private async Task<string> SubmitAsync() => (await _gateway.SubmitAsync()).GetProperty("id").GetString()!;

    private async Task ChangeAsync(string id, Func<JobRecord, JobRecord> change)
    {
        var key = JobKeys.Record(new JobId("local", id));
        var record = (await _gateway.Runtime.FindStateAsync(key))!.Value.Deserialize<JobRecord>(ServiceHost.Json)!;
        await _gateway.Runtime.SaveStateAsync(key, change(record));
    }

    private static async Task<(string Name, string Id, JsonElement Data)> UntilAsync(
        EventReader events, Func<JsonElement, bool> isIt)
    {
        while (true)
        {
            var next = await events.NextAsync() ?? throw new InvalidOperationException("the stream ended");
            if (isIt(next.Data))
            {
                return next;
            }
        }
    }
}
