using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>Kills a platform at one of the steps that <c>CRASH_AT</c> names.</summary>
internal static class CrashPoint
{
    /// <summary>Settings under which what only a timer can mend is mended within a test.</summary>
    public static readonly (string, string)[] Impatient =
        [("Orchestrator__RedispatchAfter", "00:00:05"), ("Orchestrator__ReconcileEvery", "00:00:02")];

    /// <summary>Submits a document, lets it kill the platform at a step, and sees the job succeed after the next start.</summary>
    public static async Task KillAndSucceedAsync(string point, int pages)
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartAsync(data.Path, [.. Impatient, ("CRASH_AT", point)]);
        var document = TestDocuments.Numbered(pages);
        var accepted = await SubmitOrCrashAsync(platform, document);

        await platform.WaitForCrashAsync();
        await platform.StartAgainAsync(Impatient);

        var id = accepted ?? (await platform.Jobs().ListAsync())[0].Id;
        var job = await platform.Jobs().EndOfAsync(id);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        var done = (await platform.Jobs().ResultOfAsync(id)).Pages.Select(page => page.PageNo);
        Assert.Equal(Enumerable.Range(1, pages), done);
    }

    // Null where the platform died before the 202 was seen: then the job is the client's to find.
    private static async Task<string?> SubmitOrCrashAsync(PlatformProcess platform, byte[] document)
    {
        try
        {
            return await platform.Jobs().SubmitAsync(document);
        }
        catch (DocumentProcessingException lost) when (lost.Status is null)
        {
            return null;
        }
    }
}
