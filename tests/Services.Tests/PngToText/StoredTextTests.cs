using System.Text.Json;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.PngToText;

namespace DaprProcessing.Services.Tests.PngToText;

/// <summary>Where a chunk's page texts are kept.</summary>
public sealed class StoredTextTests
{
    [Fact]
    public async Task Pages_ShareAnObject_AndALargeOneHasItsOwn()
    {
        var dense = string.Join(' ', Enumerable.Range(1, 20_000));

        var run = await CommentaryRun.OfAsync(
            null, PngToTextOptions.None, extractor: new SaidPages("The first page.", dense, "The last page."));

        Assert.Equal(["The first page.", "The last page."], [run.TextOf(1).PlainText.Trim(), run.TextOf(3).PlainText.Trim()]);
        Assert.Equal(
            ["text/0001-page2.json", "text/0001.json"],
            run.Files.Keys.Where(name => name.StartsWith("text/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var output = run.Pages[1].Output(PageText.Output)!;
        Assert.EndsWith("/text/0001-page2.json", output.Key, StringComparison.Ordinal);
        Assert.Null(output.Part);
        var text = JsonSerializer.Deserialize<PageText>(run.Files["text/0001-page2.json"], ServiceHost.Json)!;
        Assert.Equal(dense, string.Join(' ', text.Words.Select(word => word.Text)));
    }
}
