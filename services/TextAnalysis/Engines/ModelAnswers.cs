using System.Text.Json;
using DaprProcessing.Analysis;
using DaprProcessing.Analysis.Entities;

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
        var names = List(root, "entities").Take(MostEntities)
            .Select(entity => (Text: Text(entity, "text", LongestName), Type: OneOf(entity, "type", ModelQuestions.EntityTypes)))
            .ToList();
        var mentions = NamedMentions.Find(part.Text, names, out var unfound);
        return new PartAnalysis(
            part.Start, part.Text.Length, LocalAnalyzer.Identify(part.Text), summary, points, [],
            [.. Texts(root, "keyPhrases", MostPhrases, LongestName).Index().Select(
                phrase => new KeyPhrase(phrase.Item, Math.Round(1.0 / (phrase.Index + 1), 3)))],
            [.. mentions.Select(found => found with { Start = found.Start + part.Start, End = found.End + part.Start })],
            Tone: null)
        {
            Judged = SentimentOf(Object(root, "sentiment")), Unfound = unfound,
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
        (Text(root, "summary", LongestText), [.. Texts(root, "keyPoints", MostPoints, LongestText)]);

    private static Sentiment SentimentOf(JsonElement sentiment) =>
        Member(sentiment, "score", JsonValueKind.Number).TryGetDouble(out var score) && score is >= -1 and <= 1
            ? new Sentiment(OneOf(sentiment, "label", ModelQuestions.Sentiments), Math.Round(score, 3))
            : throw new InvalidDataException("'score' is not between -1 and 1");

    private static IEnumerable<string> Texts(JsonElement root, string name, int most, int longest) =>
        List(root, name).Take(most).Select(item => item.ValueKind == JsonValueKind.String ? Clean(item, name, longest)
            : throw new InvalidDataException($"'{name}' has something else than texts"));

    private static string Text(JsonElement root, string name, int longest) =>
        Clean(Member(root, name, JsonValueKind.String), name, longest);

    private static string Clean(JsonElement text, string name, int longest) =>
        text.GetString()!.Trim() is { Length: > 0 } clean && clean.Length <= longest && !clean.Contains('\0') ? clean
            : throw new InvalidDataException($"'{name}' is empty or has more than {longest} letters");

    private static string OneOf(JsonElement root, string name, IReadOnlyList<string> known) =>
        Member(root, name, JsonValueKind.String).GetString() is { } value && known.Contains(value) ? value
            : throw new InvalidDataException($"'{name}' is none of {string.Join(", ", known)}");

    private static JsonElement.ArrayEnumerator List(JsonElement root, string name) =>
        Member(root, name, JsonValueKind.Array).EnumerateArray();

    private static JsonElement Object(JsonElement root, string name) => Member(root, name, JsonValueKind.Object);

    private static JsonElement Member(JsonElement root, string name, JsonValueKind kind) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == kind ? value
            : throw new InvalidDataException($"'{name}' is missing or no {kind}");
}
