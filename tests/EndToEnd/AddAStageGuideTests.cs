using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd;

/// <summary>docs/guides/add-a-stage.md, followed.</summary>
public sealed class AddAStageGuideTests(S3Server s3) : IClassFixture<S3Server>
{
    private const int Pages = 2;
    private const int MostLinesOfItsOwn = 60;
    private const int MostLinesElsewhere = 3;

    // The guide's own steps have restored the copy.
    private const string Build = "dotnet build local/Host -c Release -v q --no-restore";

    // The builds in the copy are without analyzers: they judge what the guide adds, and have judged the rest in the repository.
    private const string JudgeTheStage =
        "dotnet build services/WordCount -c Release -v q --no-restore --no-dependencies --no-incremental -p:RunAnalyzers=true";

    [SlowFact]
    public async Task Guide_FollowedToTheLetter_GivesAStageThatWorksOnBothRuntimes()
    {
        using var folder = new TempFolder();
        var repository = folder.File("repository");
        await Guide.RunAsync(
            SamplePaths.RepositoryRoot,
            $"mkdir -p {repository} && git ls-files -z -co --exclude-standard | xargs -0 cp --parents -t {repository}");

        var guide = await new Guide("add-a-stage.md").FollowAsync(repository);

        Assert.Equal(4, guide.NewFiles.Count(file => file.StartsWith("services/WordCount/", StringComparison.Ordinal)));
        Assert.InRange(guide.LinesOfCode(repository, "services/WordCount/"), 1, MostLinesOfItsOwn);
        Assert.InRange(guide.LinesInserted, 1, MostLinesElsewhere);
        await Guide.RunAsync(repository, $"{Build}\n{JudgeTheStage}\ndotnet build-server shutdown --vbcscompiler");
        var programs = Path.Combine(repository, "artifacts/bin/Host/release");
        await using (var platform = await PlatformProcess.StartBuiltAsync(programs, folder.File("data")))
        {
            await CountAsync(platform.Jobs(), () => platform.Log);
        }

        using var dapr = new DaprInstallation();
        await using var script = DaprScript.Start(dapr, s3, await s3.CreateBucketAsync(), repository, programs);
        await script.WaitUntilReadyAsync();
        await CountAsync(script.Jobs, () => script.Log);
    }

    private static async Task CountAsync(JobDriver jobs, Func<string> log)
    {
        var job = await jobs.ProcessAsync(TestDocuments.Numbered(Pages), "words", """{"word-count":{"minLetters":2}}""");

        Assert.True(job.Status == JobStatus.Succeeded, $"{job}\n{log()}");
        for (var page = 1; page <= Pages; page++)
        {
            Assert.True(int.Parse(await jobs.TextAsync(job.Id, $"words/{page:D4}.txt")) > 10);
        }
    }
}
