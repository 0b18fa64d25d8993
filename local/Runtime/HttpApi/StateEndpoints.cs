using System.Text;
using System.Text.Json;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Operations;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary><c>/v1.0/state/{store}</c>.</summary>
internal static class StateEndpoints
{
    private static readonly string[] Writes = ["POST", "PUT"];

    public static void MapState(this IEndpointRouteBuilder routes, StateAccess state)
    {
        routes.MapGet("/v1.0/state/{store}/{**key}", context => GetAsync(context, state));
        routes.MapDelete("/v1.0/state/{store}/{**key}", context => DeleteAsync(context, state));
        routes.MapMethods("/v1.0/state/{store}", Writes, context => SaveAsync(context, state));
        routes.MapMethods("/v1.0/state/{store}/bulk", Writes, context => GetBulkAsync(context, state));
        routes.MapMethods("/v1.0/state/{store}/transaction", Writes, context => TransactAsync(context, state));
        routes.MapMethods("/v1.0-alpha1/state/{store}/query", Writes, context => QueryAsync(context, state));
    }

    private static async Task GetAsync(HttpContext context, StateAccess state)
    {
        if (await state.GetAsync(context.App().AppId, context.Name("store"), context.Name("key"), context.RequestAborted) is not { } value)
        {
            context.Response.StatusCode = 204;
            return;
        }

        context.Response.Headers.ETag = value.Etag;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = value.Data.Length;
        await context.Response.Body.WriteAsync(value.Data, context.RequestAborted);
    }

    private static async Task DeleteAsync(HttpContext context, StateAccess state)
    {
        var etag = context.Request.Headers.IfMatch.ToString() is { Length: > 0 } match ? match.Trim('"') : null;
        var write = new StateWrite(context.Name("key"), null, etag, context.Request.Query["concurrency"] == "first-write", context.Metadata());
        await state.WriteEachAsync(context.App().AppId, context.Name("store"), [write], "ERR_STATE_DELETE", context.RequestAborted);
        context.Response.StatusCode = 204;
    }

    private static async Task SaveAsync(HttpContext context, StateAccess state)
    {
        using var document = await context.JsonAsync();
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.Malformed("the body is not an array of states");
        }

        List<StateWrite> writes = [.. document.RootElement.EnumerateArray().Select(item => ReadWrite(item, deletes: false))];
        await state.WriteEachAsync(context.App().AppId, context.Name("store"), writes, "ERR_STATE_SAVE", context.RequestAborted);
        context.Response.StatusCode = 204;
    }

    private static async Task GetBulkAsync(HttpContext context, StateAccess state)
    {
        using var document = await context.JsonAsync();
        var keys = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("keys", out var given)
            && given.ValueKind == JsonValueKind.Array
            ? given.EnumerateArray().Where(key => key.ValueKind == JsonValueKind.String).Select(key => key.GetString()!).ToList()
            : [];
        var found = await state.GetManyAsync(context.App().AppId, context.Name("store"), keys, context.RequestAborted);
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartArray();
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            if (found.TryGetValue(key, out var value))
            {
                WriteValue(json, value.Data.Span);
                json.WriteString("etag", value.Etag);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static async Task TransactAsync(HttpContext context, StateAccess state)
    {
        using var document = await context.JsonAsync();
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("operations", out var operations) || operations.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.Malformed("'operations' is not an array");
        }

        var writes = new List<StateWrite>();
        foreach (var operation in operations.EnumerateArray())
        {
            var kind = new JsonFields(operation).Text("operation");
            if (kind is not ("upsert" or "delete"))
            {
                throw new ApiException(
                    400, StatusCode.InvalidArgument, "ERR_NOT_SUPPORTED_STATE_OPERATION", $"operation type {kind} not supported");
            }

            writes.Add(ReadWrite(operation.TryGetProperty("request", out var request) ? request : default, deletes: kind == "delete"));
        }

        await state.TransactAsync(context.App().AppId, context.Name("store"), writes, context.RequestAborted);
        context.Response.StatusCode = 204;
    }

    private static Task QueryAsync(HttpContext context, StateAccess state)
    {
        state.Require(context.App().AppId, context.Name("store"));
        throw new ApiException(500, StatusCode.Unimplemented, "ERR_STATE_QUERY", "no state store of this runtime can be queried");
    }

    private static StateWrite ReadWrite(JsonElement item, bool deletes)
    {
        var fields = new JsonFields(item);
        var key = fields.Text("key") ?? throw ApiException.Malformed("'key' is required");
        // Typed, because a null array would convert to an empty value instead of none.
        ReadOnlyMemory<byte>? value = deletes ? default(ReadOnlyMemory<byte>?)
            : item.TryGetProperty("value", out var given) ? Encoding.UTF8.GetBytes(given.GetRawText()) : "null"u8.ToArray();
        return new StateWrite(
            key, value, fields.Text("etag") is { Length: > 0 } etag ? etag : null,
            fields.Object("options")?.Text("concurrency") == "first-write", fields.TextMap("metadata"));
    }

    private static void WriteValue(Utf8JsonWriter json, ReadOnlySpan<byte> data)
    {
        json.WritePropertyName("data");
        try
        {
            json.WriteRawValue(data);
        }
        catch (JsonException)
        {
            // Written over gRPC as bytes that are not JSON.
            json.WriteStringValue(Encoding.UTF8.GetString(data));
        }
    }
}
