using System.Text.RegularExpressions;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd;

[Collection(PlatformCollection.Name)]
public sealed partial class SharedDocumentTests(PlatformFixture fixture)
{
    private const double Recall = 0.97;

    private readonly JobDriver _jobs = fixture.Jobs;

    [SharedDocumentFact]
    public async Task Document_ScannedLeaflet_IsRecognisedNearlyWordForWord()
    {
        // The gold text was made by a machine that took the bullets for zeros; here they are bullets.
        var gold = BulletsReadAsZeros().Replace(ReadText("linn.txt"), "");

        var recall = WordRecall.Of(gold, await RecognizeAsync("linn.png"));

        Assert.True(recall >= Recall, $"{recall:P1} of the words were found");
    }

    [SharedDocumentFact]
    public async Task Document_CoarseScan_IsRecognisedNearlyWordForWord()
    {
        var recall = WordRecall.Of(ReadText("phototest.gold.txt"), await RecognizeAsync("phototest.tif"));

        Assert.True(recall >= Recall, $"{recall:P1} of the words were found");
    }

    [SharedDocumentFact]
    public async Task Document_ScansOfEverySizeAndAngle_AllSucceed()
    {
        var job = await _jobs.ProcessAsync(ReadBytes("multipage.pdf"), "pdf.docling", """{"ocr":"always"}""");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        var pages = (await _jobs.ResultOfAsync(job.Id)).Pages;
        Assert.Equal(Enumerable.Repeat("ocr", 6), pages.Select(page => page.Text?.Source));

        // Page 2 has two lines as tall as on a poster; pages 5 and 6 are the same text, askew and level.
        var text = await _jobs.TextAsync(job.Id, "document.txt");
        Assert.Contains("9000x9000 pixels at 300 DPI", text);
        Assert.Equal(2, text.Split("It was the year of Our Lord one thousand seven hundred and seventy-five.").Length - 1);
    }

    private async Task<string> RecognizeAsync(string document)
    {
        var job = await _jobs.ProcessAsync(ReadBytes(document), "pdf.docling");
        return await _jobs.TextAsync(job.Id, "document.txt");
    }

    private static byte[] ReadBytes(string name) => File.ReadAllBytes(Path.Combine(SamplePaths.SharedDocuments, name));

    private static string ReadText(string name) => File.ReadAllText(Path.Combine(SamplePaths.SharedDocuments, name));

    [GeneratedRegex("^0 ", RegexOptions.Multiline)]
    private static partial Regex BulletsReadAsZeros();
}
