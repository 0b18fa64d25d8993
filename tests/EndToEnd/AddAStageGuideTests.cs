using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

/// <summary>docs/guides/add-a-stage.md, followed.</summary>
public sealed class AddAStageGuideTests
{
    private const int Pages = 2;

    [Fact]
    public async Task Guide_FollowedToTheLetter_GivesAStageThatWorks()
    {
        using var folder = new TempFolder();
        var repository = folder.File("repository");
        await Guide.RunAsync(
            SamplePaths.RepositoryRoot,
            $"mkdir -p {repository} && git ls-files -z -co --exclude-standard | xargs -0 cp --parents -t {repository}");

        Assert.Equal(8, await new Guide("add-a-stage.md").FollowAsync(repository));

        // One compiler for all projects, whatever the environment says: it takes half as long.
        await Guide.RunAsync(
            repository,
            "dotnet build local/Host -c Release -v q -p:UseSharedCompilation=true; dotnet build-server shutdown --vbcscompiler");
        await using var platform = await PlatformProcess.StartBuiltAsync(
            Path.Combine(repository, "artifacts/bin/Host/release"), folder.File("data"));
        var job = await new JobDriver(platform.Service).ProcessAsync(TestDocuments.Numbered(Pages), "words");
        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{platform.Log}");
        var counts = folder.File($"data/objects/local/{job.Id}/words");
        Assert.Equal(Pages, Directory.GetFiles(counts).Count(count => int.Parse(File.ReadAllText(count)) > 10));
    }
}
