using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Analysis;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.TextAnalysis;

/// <summary>
/// The analysis in DoclingDocument's own words, as meta of the body; the format has none for tone and key points, which go by
/// names of ours. Spans count characters of <c>document.txt</c>, as in <c>analysis.json</c>.
/// </summary>
internal static class DocumentMeta
{
    private const string Creator = "dapr-processing/text-analysis";

    /// <summary>A larger one is left as it is: it would be held in memory several times over.</summary>
    private const int MostBytes = 16 << 20;

    private const int MostMentions = 1_000;

    /// <returns>The result, with notes on what is not in the document.</returns>
    public static async Task<TextAnalysisResult> WriteAsync(
        GatherContext gather, TextAnalysisResult result, CancellationToken cancellationToken)
    {
        var content = await gather.FindArtifactAsync(ArtifactNames.DocumentJson, cancellationToken);
        if (content is null)
        {
            return result;
        }

        var noted = Noted(result, content.Value.Length);
        if (content.Value.Length <= MostBytes && JsonNode.Parse(content.Value.Span) is JsonObject document
            && document["body"] is JsonObject body)
        {
            Add(body, result);
            await gather.WriteJsonAsync(ArtifactNames.DocumentJson, document, cancellationToken);
        }

        return noted;
    }

    internal static TextAnalysisResult Noted(TextAnalysisResult result, long documentBytes)
    {
        var mentions = result.Entities.Sum(entity => entity.Mentions.Count);
        return documentBytes > MostBytes
            ? With($"{ArtifactNames.DocumentJson} has more than {MostBytes >> 20} MiB and was left as it is.")
            : mentions > MostMentions
                ? With($"{ArtifactNames.DocumentJson} has the first {MostMentions} of {mentions} mentions; all are here.")
                : result;

        TextAnalysisResult With(string note) => result with { Notes = [.. result.Notes, note] };
    }

    internal static void Add(JsonObject body, TextAnalysisResult result)
    {
        var meta = body["meta"] as JsonObject ?? [];
        Set(meta, "summary", "text", result.Summary.Length == 0 ? null : result.Summary);
        Set(meta, "language", "code", result.Language == LanguageGuess.Unknown ? null : result.Language.Code);
        Set(meta, "keywords", "values", Values(result.KeyPhrases.Select(phrase => phrase.Text).Distinct()));
        Set(meta, "entities", "mentions", Values(result.Entities.SelectMany(Mentions).Take(MostMentions)));
        meta["dapr_processing__sentiment"] = JsonSerializer.SerializeToNode(result.Sentiment, ServiceHost.Json);
        meta["dapr_processing__key_points"] = JsonSerializer.SerializeToNode(result.KeyPoints, ServiceHost.Json);
        body["meta"] = meta;
    }

    /// <summary>The format has no place for a field without its value.</summary>
    private static void Set(JsonObject meta, string field, string name, JsonNode? value)
    {
        if (value is not null)
        {
            meta[field] = new JsonObject { ["created_by"] = Creator, [name] = value };
        }
    }

    private static JsonArray? Values<T>(IEnumerable<T> values)
    {
        JsonNode?[] nodes = [.. values.Select(value => value as JsonNode ?? JsonValue.Create(value))];
        return nodes.Length == 0 ? null : new JsonArray(nodes);
    }

    private static IEnumerable<JsonObject> Mentions(Entity entity) => entity.Mentions.Select(mention => new JsonObject
    {
        ["text"] = entity.Text, ["orig"] = entity.Text, ["label"] = entity.Type,
        ["charspan"] = new JsonArray(mention.Start, mention.End),
    });
}
