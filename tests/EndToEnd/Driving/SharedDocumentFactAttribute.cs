using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>
/// A test on documents that are not the repository's to give away. Where they are not there, the runner says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDocumentFactAttribute : FactAttribute
{
    public SharedDocumentFactAttribute()
    {
        if (!Directory.Exists(SamplePaths.SharedDocuments))
        {
            Skip = $"{SamplePaths.SharedDocuments} is not there.";
        }
    }
}
