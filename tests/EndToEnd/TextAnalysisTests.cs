using System.Text;
using System.Text.Json;
using DaprProcessing.Client;
using DaprProcessing.EndToEnd.Driving;

namespace DaprProcessing.EndToEnd;

[Collection(PlatformCollection.Name)]
public sealed class TextAnalysisTests(PlatformFixture fixture)
{
    private readonly JobDriver _jobs = fixture.Jobs;

    [Fact]
    public async Task Text_InSeveralParts_IsSummedUpWithEntitiesWhereTheyStand()
    {
        var content = string.Join("\n\n", Enumerable.Range(1, 40).Select(i =>
            $"Dr. Margaret Hill wrote letter {i} to the University of Bristol 🚢 about the old harbour. She was happy with it. "
                + $"The answer came on {i % 28 + 1} March 2024 and cost £{i}.50."));

        var job = await _jobs.ProcessAsync(
            Encoding.UTF8.GetBytes(content), "text.analyze", """{"text-analysis":{"partCharacters":1000}}""");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        var text = (await _jobs.TextAsync(job.Id, "text.txt")).EnumerateRunes().ToArray();
        Assert.Equal(content, string.Concat(text));
        using var analysis = JsonDocument.Parse(await _jobs.TextAsync(job.Id, "analysis.json"));
        var said = analysis.RootElement;
        Assert.True(said.GetProperty("parts").GetInt32() > 5);
        Assert.Equal("en", said.GetProperty("language").GetProperty("code").GetString());
        Assert.Equal("positive", said.GetProperty("sentiment").GetProperty("label").GetString());
        Assert.Contains("harbour", said.GetProperty("summary").GetString());
        foreach (var entity in said.GetProperty("entities").EnumerateArray())
        {
            Assert.All(entity.GetProperty("mentions").EnumerateArray(), mention => Assert.Equal(
                entity.GetProperty("text").GetString(),
                string.Concat(text[mention.GetProperty("start").GetInt32()..mention.GetProperty("end").GetInt32()])));
        }

        Assert.Contains(
            said.GetProperty("entities").EnumerateArray(),
            entity => entity.GetProperty("text").GetString() == "Dr. Margaret Hill"
                && entity.GetProperty("mentions").GetArrayLength() == 40);
        Assert.Contains("## Summary", await _jobs.TextAsync(job.Id, "analysis.md"));
    }

    [Fact]
    public async Task Document_Analyzed_TellsItInTheDocumentToo()
    {
        var job = await _jobs.ProcessAsync(TestDocuments.Sample("paper-two-column.pdf"), "document.analyzed");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        using var document = JsonDocument.Parse(await _jobs.TextAsync(job.Id, "document.json"));
        using var analysis = JsonDocument.Parse(await _jobs.TextAsync(job.Id, "analysis.json"));
        var meta = document.RootElement.GetProperty("body").GetProperty("meta");
        Assert.Equal(
            analysis.RootElement.GetProperty("summary").GetString(), meta.GetProperty("summary").GetProperty("text").GetString());
        Assert.Equal("en", meta.GetProperty("language").GetProperty("code").GetString());
        var names = (await _jobs.ResultOfAsync(job.Id)).Artifacts.Select(artifact => artifact.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["analysis.json", "analysis.md", "document.json", "document.md", "document.txt"], names);
    }

    [Theory]
    [InlineData("   \n\n\t\n")]
    [InlineData("x")]
    public async Task Text_OfNothing_IsAnEmptyAnalysis(string content)
    {
        var job = await _jobs.ProcessAsync(Encoding.UTF8.GetBytes(content), "text.analyze");

        Assert.Equal(JobStatus.Succeeded, job.Status);
        using var analysis = JsonDocument.Parse(await _jobs.TextAsync(job.Id, "analysis.json"));
        Assert.Equal("", analysis.RootElement.GetProperty("summary").GetString());
    }

    [Fact]
    public async Task Text_ToAPipelineOfPages_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<DocumentProcessingException>(
            () => _jobs.SubmitAsync("A text, and no pages."u8.ToArray(), "pdf.pages"));

        Assert.Equal("unsupported_media_type", refused.Code);
    }
}
