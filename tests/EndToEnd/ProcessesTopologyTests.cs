using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd;

public sealed class ProcessesTopologyTests
{
    private static readonly (string, string)[] Impatient = [("Orchestrator__RedispatchAfter", "00:00:05"), ("Orchestrator__ReconcileEvery", "00:00:02")];

    [Fact]
    public async Task Jobs_EachPartKilledAlone_AllSucceed()
    {
        using var data = new TempFolder();
        await using var platform = await PlatformProcess.StartProcessesAsync(data.Path, Impatient);
        var ids = await Task.WhenAll(Enumerable.Range(1, 6).Select(number => platform.Jobs.SubmitAsync(TestDocuments.Numbered(10, $"Part {number}"))));

        foreach (var part in (string[])["pdf-to-png", "png-to-text", "pdf-docling", "result-assembler", "orchestrator", "LocalRuntime"])
        {
            await platform.KillPartAsync(part);
        }

        foreach (var id in ids)
        {
            var job = await platform.Jobs.EndOfAsync(id);
            Assert.True(job.GetProperty("status").GetString() == "succeeded", $"{job}\n{platform.Log}");
        }
    }
}
