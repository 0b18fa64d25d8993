using System.Text;
using System.Text.Json;
using DaprProcessing.Local.Runtime.Operations;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary><c>/v1.0/publish</c>, one message or many.</summary>
internal static class PublishEndpoints
{
    private static readonly string[] Verbs = ["POST", "PUT"];

    public static void MapPublish(this IEndpointRouteBuilder routes, Publisher publisher)
    {
        routes.MapMethods("/v1.0/publish/{pubsub}/{**topic}", Verbs, context => PublishAsync(context, publisher));
        routes.MapMethods("/v1.0/publish/bulk/{pubsub}/{**topic}", Verbs, context => PublishBulkAsync(context, publisher));
        routes.MapMethods("/v1.0-alpha1/publish/bulk/{pubsub}/{**topic}", Verbs, context => PublishBulkAsync(context, publisher));
    }

    private static async Task PublishAsync(HttpContext context, Publisher publisher)
    {
        if (context.Name("topic").Length == 0)
        {
            throw ApiException.NoAppId();
        }

        var call = new PublishCall(
            context.Name("pubsub"), context.Name("topic"), await context.BodyAsync(), context.Request.ContentType,
            context.Metadata(), context.Trace());
        await publisher.PublishAsync(context.App().AppId, call, context.RequestAborted);
        context.Response.StatusCode = 204;
    }

    private static async Task PublishBulkAsync(HttpContext context, Publisher publisher)
    {
        var (pubSub, topic) = (context.Name("pubsub"), context.Name("topic"));
        using var document = await context.JsonAsync();
        var entries = ReadEntries(document.RootElement, pubSub, topic);
        var shared = context.Metadata();
        var calls = entries.ConvertAll(entry =>
            new PublishCall(pubSub, topic, entry.Event, entry.ContentType, Over(shared, entry.Metadata), context.Trace()));
        var failures = await publisher.PublishManyAsync(context.App().AppId, pubSub, topic, calls, context.RequestAborted);
        if (failures.Count == 0)
        {
            context.Response.StatusCode = 204;
            return;
        }

        context.Response.StatusCode = 500;
        await context.Response.WriteAsJsonAsync(
            new
            {
                failedEntries = failures.Select(failure => new { entryId = entries[failure.Index].Id, error = failure.Error }),
                errorCode = "ERR_PUBSUB_PUBLISH_MESSAGE",
            },
            context.RequestAborted);
    }

    private static List<BulkItem> ReadEntries(JsonElement root, string pubSub, string topic)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0)
        {
            throw ApiException.Malformed("the body is not an array of entries");
        }

        var ids = new HashSet<string>();
        var entries = new List<BulkItem>();
        foreach (var item in root.EnumerateArray())
        {
            var fields = new Apps.JsonFields(item);
            if (fields.Text("entryId") is not { Length: > 0 } id || !ids.Add(id))
            {
                throw new ApiException(
                    400, StatusCode.InvalidArgument, "ERR_PUBSUB_EVENTS_SER",
                    $"error marshaling events to bytes for topic {topic} pubsub {pubSub}. "
                    + "error: entryId is duplicated or not present for entry");
            }

            var data = item.TryGetProperty("event", out var found) ? found : default;
            var contentType = fields.Text("contentType");
            entries.Add(new BulkItem(
                id, EventBytes(data, contentType), contentType ?? DefaultType(data), fields.TextMap("metadata")));
        }

        return entries;
    }

    // Binary events travel as base64 text, texts as texts, everything else as its JSON.
    private static byte[] EventBytes(JsonElement data, string? contentType)
    {
        if (data.ValueKind == JsonValueKind.Undefined)
        {
            return [];
        }

        if (data.ValueKind == JsonValueKind.String)
        {
            if (contentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true)
            {
                return data.TryGetBytesFromBase64(out var bytes) ? bytes : Encoding.UTF8.GetBytes(data.GetString()!);
            }

            if (contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
            {
                return Encoding.UTF8.GetBytes(data.GetString()!);
            }
        }

        return Encoding.UTF8.GetBytes(data.GetRawText());
    }

    private static string DefaultType(JsonElement data) =>
        data.ValueKind == JsonValueKind.String ? "text/plain" : "application/json";

    private static Dictionary<string, string> Over(Dictionary<string, string> shared, Dictionary<string, string> own)
    {
        if (shared.Count == 0)
        {
            return own;
        }

        var merged = new Dictionary<string, string>(shared, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }

    private sealed record BulkItem(string Id, byte[] Event, string ContentType, Dictionary<string, string> Metadata);
}
