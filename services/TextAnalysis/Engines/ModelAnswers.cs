using System.Text.Json;
using DaprProcessing.Analysis;
using DaprProcessing.Analysis.Entities;
using DaprProcessing.TextModels;

namespace DaprProcessing.TextAnalysis.Engines;

/// <summary>What a model says of several parts together.</summary>
internal sealed record WholeSummary(string Summary, IReadOnlyList<string> KeyPoints);

/// <summary>
/// Reads what a model answers. A model may answer anything: what is not of the schema is thrown out whole, lists are cut, and
/// entities are looked up in the text, so that every span reads as its entity does.
/// </summary>
internal static class ModelAnswers
{
    private const int LongestText = 5_000;
    private const int LongestName = 200;
    private const int MostPoints = 12;
    private const int MostPhrases = 20;
    private const int MostEntities = 500;

    /// <exception cref="InvalidDataException">The answer is not of the schema.</exception>
    /// <exception cref="JsonException">The answer is no JSON.</exception>
    public static PartAnalysis ReadPart(string answer, TextPart part)
    {
        using var document = JsonDocument.Parse(answer);
        var root = document.RootElement;
        var (summary, points) = Whole(root);
        var names = root.List("entities").Take(MostEntities)
            .Select(entity => (
                Text: entity.Text("text", LongestName), Type: entity.OneOf("type", ModelQuestions.EntityTypes)))
            .ToList();
        var mentions = NamedMentions.Find(part.Text, names, out var unfound);
        return new PartAnalysis(
            part.Start, part.Text.Length, LocalAnalyzer.Identify(part.Text), summary, points, [],
            [.. root.Texts("keyPhrases", MostPhrases, LongestName).Index().Select(
                phrase => new KeyPhrase(phrase.Item, Math.Round(1.0 / (phrase.Index + 1), 3)))],
            [.. mentions.Select(found => found with { Start = found.Start + part.Start, End = found.End + part.Start })],
            Tone: null)
        {
            Judged = SentimentOf(root.Member("sentiment", JsonValueKind.Object)), Unfound = unfound,
        };
    }

    /// <inheritdoc cref="ReadPart"/>
    public static WholeSummary ReadWhole(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        var (summary, points) = Whole(document.RootElement);
        return new WholeSummary(summary, points);
    }

    private static (string Summary, IReadOnlyList<string> Points) Whole(JsonElement root) =>
        (root.Text("summary", LongestText), [.. root.Texts("keyPoints", MostPoints, LongestText)]);

    private static Sentiment SentimentOf(JsonElement sentiment) =>
        sentiment.Member("score", JsonValueKind.Number).TryGetDouble(out var score) && score is >= -1 and <= 1
            ? new Sentiment(sentiment.OneOf("label", ModelQuestions.Sentiments), Math.Round(score, 3))
            : throw new InvalidDataException("'score' is not between -1 and 1");
}
