using System.Text.Json.Nodes;
using DaprProcessing.Analysis;
using DaprProcessing.TextAnalysis;

namespace DaprProcessing.Services.Tests.TextAnalysis;

public sealed class DocumentMetaTests
{
    [Fact]
    public void Body_HasSummaryKeyPointsAndSpans()
    {
        var body = new JsonObject();

        DocumentMeta.Add(body, Result(mentions: 2));

        var meta = body["meta"]!;
        Assert.Equal("Short.", (string?)meta["summary"]!["text"]);
        Assert.Equal("A point.", (string?)meta["dapr_processing__key_points"]![0]);
        Assert.Equal(2, meta["entities"]!["mentions"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(2, 1L << 20, null)]
    [InlineData(1001, 1L << 20, "document.json has the first 1000 of 1001 mentions")]
    [InlineData(2, 17L << 20, "document.json has more than 16 MiB and was left as it is")]
    public void Notes_SayWhatIsNotInTheDocument(int mentions, long bytes, string? note)
    {
        var notes = DocumentMeta.Noted(Result(mentions), bytes).Notes;

        Assert.Equal("Before.", notes[0]);
        Assert.Equal(note is not null, notes.Skip(1).Any(one => one.StartsWith(note ?? "", StringComparison.Ordinal)));
    }

    private static TextAnalysisResult Result(int mentions) => new(
        "local", null, new LanguageGuess("en", 1), "Short.", ["A point."], [],
        [new Entity("Hull", "place", [.. Enumerable.Range(0, mentions).Select(i => new TextSpan(i, i + 4))])],
        new Sentiment("neutral", 0), 100, 1, ["Before."]);
}
