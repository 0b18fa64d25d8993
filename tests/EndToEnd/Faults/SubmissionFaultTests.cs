using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Faults;

/// <summary>
/// The gateway dies before the client has its answer: the client asks again with the same key, and there is one job.
/// </summary>
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
        var lost = await Assert.ThrowsAsync<DocumentProcessingException>(() => SubmitAsync(platform));
        Assert.Equal(DocumentProcessingException.PlatformUnreachable, lost.Code);
        await platform.WaitForCrashAsync();
        await platform.StartAgainAsync(("Orchestrator__ReconcileEvery", "00:00:02"));

        var id = await SubmitAsync(platform);

        Assert.Equal(id, await SubmitAsync(platform));
        Assert.Equal(JobStatus.Succeeded, (await platform.Jobs().EndOfAsync(id)).Status);
        Assert.Single(await platform.Jobs().ListAsync());
    }

    private static async Task<string> SubmitAsync(PlatformProcess platform)
    {
        var options = new SubmitOptions { IdempotencyKey = "the same" };
        return (await platform.Service.SubmitAsync(DocumentSource.Bytes(Document, "document.pdf"), options)).Id;
    }
}
