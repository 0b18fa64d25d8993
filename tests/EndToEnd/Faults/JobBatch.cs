using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd.Faults;

/// <summary>Jobs under way, and what is to come out of each.</summary>
/// <param name="Expected">Name → hash of every artifact.</param>
internal sealed record JobBatch(PlatformProcess Platform, IReadOnlyList<string> Ids, SortedDictionary<string, string> Expected)
{
    /// <summary>Waits for every job's end; each has succeeded, and every byte is right.</summary>
    public async Task AssertSucceededAsync()
    {
        foreach (var id in Ids)
        {
            await Platform.Jobs().AssertSameAsync(id, Expected, () => Platform.Log);
        }
    }
}
