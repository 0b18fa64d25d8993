using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;
using DaprProcessing.Engines.Vision;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Tests.Vision;

/// <summary>The engine program itself: pictures in, typed failures out.</summary>
public sealed class VisionEngineTests(VisionFixture fixture) : IClassFixture<VisionFixture>
{
    [OcrModelFact]
    public async Task Detector_FindsTheLinesOfAPage_WhereTheyAre()
    {
        var page = new PdfBuilder().Page(draw => draw
            .Text(72, 700, "The first line of this page", 14).Text(72, 600, "A second one", 14), 612, 792);
        var picture = await fixture.PictureAsync(fixture.Documents.Pdf(page), dpi: 144);

        var areas = await fixture.Engines.DetectTextAsync(Models.TextDetector, picture, CancellationToken.None);

        Assert.Equal(2, areas.Count);
        var ordered = areas.OrderBy(area => area.Corners[1]).ToArray();
        Assert.All(ordered, area => Assert.InRange(area.Corners[0], 144 - 15, 144 + 5));
        // Points from the bottom of a page of 792, at two pixels each.
        Assert.All(ordered.Zip([700.0, 600.0]), pair =>
        {
            var baseline = (792 - pair.Second) * 2;
            Assert.InRange(pair.First.Corners[1], baseline - 45, baseline - 10);
            Assert.InRange(pair.First.Corners[7], baseline, baseline + 20);
        });
        Assert.True(ordered[0].Corners[2] > ordered[1].Corners[2] + 60, "the longer line reaches further");
    }

    [Fact]
    public async Task Model_ThatIsNone_IsATypedFailure()
    {
        var noise = fixture.File("noise.onnx");
        await File.WriteAllBytesAsync(noise, new byte[1000]);

        var failure = await FailureOfAsync(fixture.Engines, noise, fixture.File("no-matter.png"));

        Assert.Equal(FailureCodes.EngineUnavailable, failure.Code);
        Assert.Equal("The file is no model that can be loaded.", failure.Message);
    }

    [OcrModelFact]
    public async Task Picture_ThatIsNone_IsATypedFailure()
    {
        var noise = fixture.File("noise.png");
        await File.WriteAllBytesAsync(noise, new byte[1000]);

        Assert.Equal(FailureCodes.InvalidDocument, (await FailureOfAsync(fixture.Engines, Models.TextDetector, noise)).Code);
    }

    [OcrModelFact]
    public async Task Cuda_WhereThereIsNone_IsRefusedInOneLine()
    {
        await using var services = VisionFixture.Services(new() { ["VisionEngines:Provider"] = "cuda" });
        var engines = services.GetRequiredService<VisionEnginePool>();

        var failure = await FailureOfAsync(engines, Models.TextDetector, fixture.File("no-matter.png"));

        Assert.Equal(FailureCodes.EngineUnavailable, failure.Code);
        Assert.Contains("VisionEngines:Provider is cuda", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Provider_ThatIsNone_IsRefusedAtStart()
    {
        using var services = VisionFixture.Services(new() { ["VisionEngines:Provider"] = "abacus" });

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<VisionEnginePool>);
    }

    [Fact]
    public void Model_ThatIsNotInTheFolder_IsNamedWithTheCommandThatBringsIt()
    {
        using var services = VisionFixture.Services(new() { ["Models:Folder"] = fixture.File("none") });
        var models = services.GetRequiredService<ModelFolder>();

        Assert.Null(models.Ocr);
        var failure = Assert.Throws<FailureException>(() => models.Need("layout", "slanet*.onnx")).Failure;
        Assert.Equal(FailureCodes.EngineUnavailable, failure.Code);
        Assert.Equal(
            "There is no model layout/slanet*.onnx in the folder of models (Models:Folder); make models brings it.",
            failure.Message);
    }

    private static async Task<Failure> FailureOfAsync(VisionEnginePool engines, string model, string picture) =>
        (await Assert.ThrowsAsync<FailureException>(
            () => engines.DetectTextAsync(model, picture, CancellationToken.None))).Failure;
}
