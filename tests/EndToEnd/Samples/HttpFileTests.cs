using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Samples;

[Collection(PlatformCollection.Name)]
public sealed class HttpFileTests(PlatformFixture fixture)
{
    [Fact]
    public async Task Gateway_EveryRequestOfTheFile_IsAnsweredAsItSays()
    {
        var file = new HttpFile(Path.Combine(SamplePaths.RepositoryRoot, "samples", "clients", "gateway.http"));
        file.Set("gateway", fixture.Platform.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));

        var answers = await file.RunAsync(fixture.Platform.Http);

        Assert.Equal([200, 202, 200, 200, 200, 200, 206, 200, 201, 200, 200, 202, 204], answers.Select(answer => answer.Status));
        Assert.Contains(
            "\"status\":\"succeeded\"", answers.Single(answer => answer.Title.StartsWith("The job, at its end")).Body);
        Assert.Contains("\"status\":\"succeeded\"", answers.Single(answer => answer.Title.StartsWith("A job that names")).Body);
    }
}
