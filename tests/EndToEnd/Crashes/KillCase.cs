using System.Text;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Crashes;

/// <summary>What is killed over, and how it is seen that nothing of it shows.</summary>
internal static class KillCase
{
    public static readonly (string, string)[] Impatient =
    [
        .. CrashPoint.Impatient, ("Stage__Lease", "00:00:08"), ("Models__Folder", SamplePaths.Models),
    ];

    public static async Task<byte[]> DocumentAsync(string name) => name switch
    {
        "pages" => TestDocuments.Numbered(4, "Killed pages"),
        "speech" => await Speech.SayAsync(string.Join(' ', Enumerable.Range(1, 10).Select(
            number => $"Letter {number} came in the morning. It was about the harbour and the old bridge."))),
        "text" => Encoding.UTF8.GetBytes(string.Join("\n\n", Enumerable.Range(1, 30).Select(
            number => $"Dr. Margaret Hill wrote letter {number} to the University of Bristol. She was happy with it."))),
        _ => TestDocuments.Sample(name),
    };

    public static async Task AssertSameAsync(PlatformProcess platform, string id, SortedDictionary<string, string> expected)
    {
        var job = await platform.Jobs().EndOfAsync(id);
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        Assert.Equal(expected, await platform.Jobs().HashesAsync(id));
    }
}
