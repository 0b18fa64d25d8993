using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Platforms;

namespace DaprProcessing.EndToEnd;

[Collection(PlatformCollection.Name)]
public sealed class ImageProcessingTests(PlatformFixture fixture)
{
    private readonly JobDriver _jobs = fixture.Jobs;

    [Fact]
    public async Task Image_Tiff_BecomesCopiesThumbnailsTextAndOverlays()
    {
        var job = await _jobs.ProcessAsync(
            TestDocuments.Sample("scan-multipage.tiff"), "image.process",
            """{"image-processing":{"format":"webp","width":600}}""");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        var result = await _jobs.ResultOfAsync(job.Id);
        var names = result.Artifacts.Select(artifact => artifact.Name).ToHashSet();
        foreach (var page in Enumerable.Range(1, result.PagesTotal))
        {
            Assert.Superset(
                new HashSet<string>
                {
                    $"images/{page:D4}.webp", $"thumbs/{page:D4}.webp", $"texts/{page:D4}.txt", $"metadata/{page:D4}.json",
                    $"overlay/{page:D4}.png",
                },
                names);
        }

        Assert.Contains("\"perceptualHash\":", await _jobs.TextAsync(job.Id, "metadata/0001.json"));
        var gold = (await File.ReadAllTextAsync(SamplePaths.Sample("scan-multipage.txt"))).Split('\f')[0];
        Assert.InRange(WordRecall.Of(gold, await _jobs.TextAsync(job.Id, "texts/0001.txt")), 0.95, 1);

        // What came out as WebP goes in as a document.
        var image = await _jobs.ArtifactAsync(job.Id, "images/0001.webp");
        var again = await _jobs.ProcessAsync(image, "pdf.pages", """{"pdf-to-png":{"thumbnailPx":100}}""");
        var pages = (await _jobs.ResultOfAsync(again.Id)).Artifacts.Select(artifact => artifact.Name);
        Assert.Equal(["pages/0001.png", "pages/0001.thumb.webp"], pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Overlay_OfABornDigitalPaper_IsDrawnForEveryPage()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Sample("paper-two-column.pdf"), "document.overlay");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        var result = await _jobs.ResultOfAsync(job.Id);
        Assert.Equal(
            result.PagesTotal,
            result.Artifacts.Count(artifact => artifact.Name.StartsWith("overlay/", StringComparison.Ordinal)));
        Assert.Contains(result.Artifacts, artifact => artifact.Name == "document.md");
    }

    [ModelsFact]
    public async Task Image_IsReadByTheRecogniserThatIsNamed()
    {
        using var data = new TempFolder();
        // As make models leaves them, wherever they lie here.
        Directory.CreateDirectory(data.File("models/ocr"));
        foreach (var model in new[] { Models.TextDetector, Models.TextRecognizer })
        {
            File.CreateSymbolicLink(data.File($"models/ocr/{Path.GetFileName(model)}"), model);
        }

        await using var platform = await PlatformProcess.StartAsync(data.Path, ("Models__Folder", data.File("models")));
        var jobs = platform.Jobs();

        var job = await jobs.ProcessAsync(
            TestDocuments.Sample("note.png"), "image.process", """{"image-processing":{"engine":"paddle"}}""");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        Assert.Contains("\"recognizer\":\"paddle\"", await platform.Http.GetStringAsync($"/v1/jobs/{job.Id}/result"));
    }

    [SharedDocumentFact]
    public async Task Image_LinnAndPhototest_HaveEveryOutput()
    {
        foreach (var name in new[] { "linn.png", "phototest.tif" })
        {
            var content = await File.ReadAllBytesAsync(Path.Combine(SamplePaths.SharedDocuments, name));
            var job = await _jobs.ProcessAsync(content, "image.process", """{"image-processing":{"deskew":true}}""");

            Assert.Equal(JobStatus.Succeeded, job.Status);
            var folders = (await _jobs.ResultOfAsync(job.Id)).Artifacts.Select(artifact => artifact.Name.Split('/')[0]).Order();
            Assert.Superset(new HashSet<string> { "images", "metadata", "overlay", "texts", "thumbs" }, folders.ToHashSet());
        }
    }
}
