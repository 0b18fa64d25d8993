using System.Text.Json;
using DaprProcessing.TextModels;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>What models are asked: of a part what is in it, of several parts' summaries what they come to.</summary>
internal static class ModelQuestions
{
    public static readonly IReadOnlyList<string> EntityTypes =
    [
        "person", "organization", "place", "date", "time", "money", "percent", "email", "url", "phone", "product", "event",
        "other",
    ];

    public static readonly IReadOnlyList<string> Sentiments = ["positive", "negative", "neutral", "mixed"];

    private const string Rules = $"{ModelQuestion.Rules} Say nothing that the text does not say.";

    private const string IfTruncated = "smaller 'partCharacters' make shorter ones";

    private static readonly JsonElement PartSchema = ModelSchema.Of(new Dictionary<string, object>
    {
        ["summary"] = ModelSchema.Text("The text in at most five sentences."),
        ["keyPoints"] = ModelSchema.Texts("What a reader should remember: at most six points, a sentence each."),
        ["keyPhrases"] = ModelSchema.Texts("At most fifteen phrases that the text is about, the most telling first."),
        ["entities"] = ModelSchema.List(
            "What the text names, each once, spelled exactly as in the text.",
            new Dictionary<string, object>
            {
                ["text"] = new { type = "string" }, ["type"] = new { type = "string", @enum = EntityTypes },
            }),
        ["sentiment"] = ModelSchema.Record(new Dictionary<string, object>
        {
            ["label"] = new { type = "string", @enum = Sentiments },
            ["score"] = new { type = "number", description = "From -1, negative, to 1, positive." },
        }),
    });

    private static readonly JsonElement WholeSchema = ModelSchema.Of(new Dictionary<string, object>
    {
        ["summary"] = ModelSchema.Text("All of it in at most six sentences."),
        ["keyPoints"] = ModelSchema.Texts("What a reader should remember: at most six points, a sentence each."),
    });

    public static ModelQuestion OfPart(string text) =>
        new($"Analyse the text. It is a part of a longer one. {Rules}", text, "part_analysis", PartSchema, IfTruncated);

    public static ModelQuestion OfSummaries(IEnumerable<string> summaries) => new(
        $"The text is made of summaries of the successive parts of one document. Sum the document up. {Rules}",
        string.Join("\n\n", summaries), "document_summary", WholeSchema, IfTruncated);
}
