using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>
/// A slow test on models and recordings that are not the repository's. Where they are not there, the runner says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpeechFactAttribute : FactAttribute
{
    public SpeechFactAttribute() => Skip = SlowTests.Skipped ?? Models.Missing
        ?? (Directory.Exists(SamplePaths.SharedDocuments) ? null : $"{SamplePaths.SharedDocuments} is not there.");
}
