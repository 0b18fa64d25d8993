using System.Net;
using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Uploads;

/// <summary>A document put straight into the bucket of a real S3 server, at the address that the gateway has signed.</summary>
public sealed class DirectUploadTests(S3Server s3) : IClassFixture<S3Server>
{
    [SlowFact]
    public async Task Document_PutIntoTheBucket_IsProcessed_AndNothingElseIsTaken()
    {
        using var folder = new TempFolder();
        var bucket = await s3.CreateBucketAsync();
        await using var platform = await PlatformProcess.StartAsync(
            folder.File("data"),
            [
                .. S3Settings.Of(s3, bucket, folder.File("components")), ("ObjectStore__PublicEndpoint", s3.Endpoint),
                ("Gateway__UploadRetention", "00:00:40"), ("Orchestrator__SweepEvery", "00:00:01"),
            ]);
        var document = TestDocuments.Numbered(1, "Put into a bucket");
        using var outside = new HttpClient();

        var (id, address) = await OpenAsync(document.Length);
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(address, document[..^1]));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(new Uri($"{address}0"), document));
        var elsewhere = new Uri(address.AbsoluteUri.Replace(id, $"{id}x", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(elsewhere, document));
        Assert.Equal(HttpStatusCode.Forbidden, (await outside.GetAsync(address)).StatusCode);
        using (var early = await platform.Http.PostAsync($"/v1/uploads/{id}/complete", null))
        {
            Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await PutAsync(address, document));
        using var completed = await platform.Http.PostAsync($"/v1/uploads/{id}/complete", null);
        Assert.True(completed.IsSuccessStatusCode, await completed.Content.ReadAsStringAsync());
        var options = new SubmitOptions { Pipeline = "pdf.docling" };
        var job = await platform.Service.SubmitAsync(DocumentSource.Upload(id), options);
        Assert.Equal(JobStatus.Succeeded, (await platform.Jobs().EndOfAsync(job.Id)).Status);
        Assert.Contains("Put into a bucket", await platform.Jobs().TextAsync(job.Id, "document.txt"));

        // Put and never completed: it is gone with its upload.
        var (left, other) = await OpenAsync(document.Length);
        Assert.Equal(HttpStatusCode.OK, await PutAsync(other, document));
        using var store = s3.CreateClient();
        await Eventually.Async(
            async () => (await store.ListObjectsAsync(bucket, "local/uploads/")).S3Objects is not { Count: > 0 },
            TimeSpan.FromMinutes(2), $"upload {left} is swept");

        async Task<(string Id, Uri Address)> OpenAsync(int length)
        {
            using var open = new HttpRequestMessage(HttpMethod.Post, "/v1/uploads/direct?filename=direct.pdf");
            open.Headers.Add("Upload-Length", $"{length}");
            using var opened = await platform.Http.SendAsync(open);
            var view = JsonDocument.Parse(await opened.Content.ReadAsStringAsync()).RootElement;
            Assert.True(opened.StatusCode == HttpStatusCode.Created, $"{view}");
            return (view.GetProperty("uploadId").GetString()!, new Uri(view.GetProperty("url").GetString()!));
        }

        async Task<HttpStatusCode> PutAsync(Uri to, byte[] content)
        {
            using var response = await outside.PutAsync(to, new ByteArrayContent(content));
            return response.StatusCode;
        }
    }
}
