using System.Diagnostics;
using System.Net;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Http;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Faults;

/// <summary>
/// A platform on S3 whose store fails while jobs are at work: they wait for it, and nothing in them is wrong afterwards.
/// </summary>
public sealed class ObjectStoreFaultTests : IAsyncLifetime
{
    private static readonly byte[] Document = TestDocuments.Numbered(12, "Store away");

    private readonly TempFolder _folder = new();
    private readonly S3Server _s3 = new();
    private FaultyHttpProxy _proxy = null!;
    private PlatformProcess _platform = null!;

    public async Task InitializeAsync()
    {
        await _s3.InitializeAsync();
        _proxy = await FaultyHttpProxy.StartAsync(_s3.Endpoint);
        var bucket = await _s3.CreateBucketAsync();
        _platform = await PlatformProcess.StartAsync(
            Path.Combine(_folder.Path, "data"),
            [
                .. S3Settings.Of(_s3, bucket, Path.Combine(_folder.Path, "components"), _proxy.Url),
                ("ObjectStore__RetryFor", "00:00:06"), ("Orchestrator__RedispatchAfter", "00:00:05"),
            ]);
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _proxy.DisposeAsync();
        await _s3.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Jobs_StoreFailsInThreeWays_WaitForItAndSucceed()
    {
        var quiet = await _platform.Jobs().SubmitAsync(Document);
        await _platform.Jobs().EndOfAsync(quiet);
        var expected = await _platform.Jobs().HashesAsync(quiet);

        // One request in ten is refused, all the time.
        var random = new Random(1);
        _proxy.Pick(_ => random.Next(10) == 0 ? HttpFault.SlowDown : null);
        await AssertSucceedsAsync(await _platform.Jobs().SubmitAsync(Document), expected);

        // Then every request is, for longer than anybody tries in one go; and again with keys that are no longer valid.
        foreach (var fault in (HttpFault[])[HttpFault.SlowDown, HttpFault.Forbidden])
        {
            _proxy.Heal();
            var job = await _platform.Jobs().SubmitAsync(Document);
            _proxy.Commit(fault);
            await AssertIngressSaysSoAsync();
            _proxy.Heal();
            await AssertSucceedsAsync(job, expected);
        }
    }

    private async Task AssertSucceedsAsync(string id, SortedDictionary<string, string> expected)
    {
        var job = await _platform.Jobs().EndOfAsync(id);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{_platform.Log}");
        _proxy.Heal();
        Assert.Equal(expected, await _platform.Jobs().HashesAsync(id));
    }

    private async Task AssertIngressSaysSoAsync()
    {
        using var once = new DocumentService(
            new DocumentServiceOptions { Endpoint = _platform.Http.BaseAddress!, MaxRetries = 0 });
        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(
            () => once.SubmitAsync(DocumentSource.Bytes(Document, "document.pdf")));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "storage_unavailable", true), (refused.Status, refused.Code, refused.Retryable));
        Assert.NotNull(refused.RetryAfter);
        await Eventually.Async(
            async () => await once.GetHealthAsync() is { Status: "unhealthy", S3: "disconnected" }, TimeSpan.FromSeconds(15),
            "a report of a store that is away");
        // Known to be away: nobody waits the six seconds for it any more.
        var startedAt = Stopwatch.GetTimestamp();
        refused = await Assert.ThrowsAsync<DocumentProcessingException>(
            () => once.SubmitAsync(DocumentSource.Bytes(Document, "document.pdf")));
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.Equal(("storage_unavailable", true), (refused.Code, refused.RetryAfter is not null));
    }
}
