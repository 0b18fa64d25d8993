using System.Text.Json;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Faults;

/// <summary>The gateway dies before the client has its answer: the client asks again with the same key, and there is one job.</summary>
public sealed class SubmissionFaultTests
{
    private static readonly byte[] Document = TestDocuments.Numbered(2, "Once");

    [Theory]
    [InlineData("gateway.object-stored")]
    [InlineData("gateway.record-written")]
    public async Task Submit_KilledOnTheWay_TheSameKeyMakesOneJob(string point)
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, ("CRASH_AT", point));
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(platform));
        await platform.WaitForCrashAsync();
        await platform.StartAgainAsync(("Orchestrator__ReconcileEvery", "00:00:02"));

        var id = await PostAsync(platform);

        Assert.Equal(id, await PostAsync(platform));
        Assert.Equal("succeeded", (await platform.Jobs.EndOfAsync(id)).GetProperty("status").GetString());
        Assert.Equal(1, (await platform.GetJsonAsync("/v1/jobs")).GetProperty("jobs").GetArrayLength());
    }

    private static async Task<string> PostAsync(PlatformProcess platform)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs") { Content = new ByteArrayContent(Document) };
        request.Headers.Add("Idempotency-Key", "the same");
        using var response = await platform.Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}\n{platform.Log}");
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!;
    }
}
