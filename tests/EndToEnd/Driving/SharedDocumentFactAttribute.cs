using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>
/// A slow test on documents that are not the repository's to give away. Where they are not there, the runner says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDocumentFactAttribute : FactAttribute
{
    public SharedDocumentFactAttribute() => Skip = SlowTests.Skipped
        ?? (Directory.Exists(SamplePaths.SharedDocuments) ? null : $"{SamplePaths.SharedDocuments} is not there.");
}
