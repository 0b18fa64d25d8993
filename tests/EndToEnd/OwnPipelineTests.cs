using System.Text.RegularExpressions;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

/// <summary>The pipeline that docs/guides/pipelines.md shows, in a folder as it says.</summary>
public sealed partial class OwnPipelineTests
{
    [Fact]
    public async Task Pipeline_OfTheGuide_LeavesWhatItListsAndNothingElse()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(SamplePaths.RepositoryRoot, "docs/guides/pipelines.md"));
        // Not every machine has a second language for Tesseract.
        var pipeline = Example().Match(guide).Groups["yaml"].Value.Replace("\"deu\",", "", StringComparison.Ordinal);
        using var data = new TempFolder();
        await File.WriteAllTextAsync(data.File("pipelines/press.yaml"), pipeline);
        await using var platform = await PlatformProcess.StartAsync(
            data.File("data"), ("Gateway__PipelineFolder", data.File("pipelines")));

        var job = await platform.Jobs().ProcessAsync(
            TestDocuments.Numbered(1, "Own pipeline"), "press", """{"tts":{"engine":"espeak-ng"}}""");

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        var artifacts = (await platform.Jobs().ResultOfAsync(job.Id)).Artifacts.Select(artifact => artifact.Name);
        Assert.Equal(["audio.mp3", "chapters.json", "document.md"], artifacts.Order(StringComparer.Ordinal));
        Assert.Contains("Own pipeline", await platform.Jobs().TextAsync(job.Id, "document.md"));
    }

    [GeneratedRegex(@"^```yaml\n# press\.yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
