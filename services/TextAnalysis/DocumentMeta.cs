using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Analysis;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.TextAnalysis;

/// <summary>
/// The analysis in DoclingDocument's own words, as meta of the body; the format has none for tone, which goes by a name of ours.
/// </summary>
internal static class DocumentMeta
{
    private const string Creator = "dapr-processing/text-analysis";

    /// <summary>A larger one is left as it is: it would be held in memory several times over.</summary>
    private const int MostBytes = 16 << 20;

    private const int MostMentions = 1_000;

    public static async Task WriteAsync(GatherContext gather, TextAnalysisResult result, CancellationToken cancellationToken)
    {
        var content = await gather.FindArtifactAsync(ArtifactNames.DocumentJson, cancellationToken);
        if (content is null || content.Value.Length > MostBytes || JsonNode.Parse(content.Value.Span) is not JsonObject document
            || document["body"] is not JsonObject body)
        {
            return;
        }

        var meta = body["meta"] as JsonObject ?? [];
        Set(meta, "summary", "text", result.Summary.Length == 0 ? null : result.Summary);
        Set(meta, "language", "code", result.Language == LanguageGuess.Unknown ? null : result.Language.Code);
        Set(meta, "keywords", "values", Values(result.KeyPhrases.Select(phrase => phrase.Text).Distinct()));
        Set(meta, "entities", "mentions", Values(result.Entities.SelectMany(Mentions).Take(MostMentions)));
        meta["dapr_processing__sentiment"] = JsonSerializer.SerializeToNode(result.Sentiment, ServiceHost.Json);
        body["meta"] = meta;
        await gather.WriteJsonAsync(ArtifactNames.DocumentJson, document, cancellationToken);
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
