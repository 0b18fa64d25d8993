using System.Text.Json;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.CloudEvents;
using DaprProcessing.Local.Runtime.Json;
using DaprProcessing.Local.Runtime.Operations;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary>What the HTTP endpoints read from a request in the same way.</summary>
internal static class RequestReading
{
    public const string TooLarge = "failed deserializing HTTP body: stream too large";

    private const string MetadataPrefix = "metadata.";

    /// <summary>The app whose port the request came in on.</summary>
    public static AppRuntime App(this HttpContext context) =>
        context.Features.Get<AppRuntime>() ?? throw new InvalidOperationException("a connection without an app id");

    /// <summary>A part of the path. The server has decoded all of it but the escaped slashes.</summary>
    public static string Name(this HttpContext context, string routeValue) =>
        (context.Request.RouteValues[routeValue] as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Query parameters <c>metadata.k=v</c>, by <c>k</c>.</summary>
    public static Dictionary<string, string> Metadata(this HttpContext context)
    {
        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in context.Request.Query)
        {
            if (name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            {
                metadata[name[MetadataPrefix.Length..]] = value.ToString();
            }
        }

        return metadata;
    }

    public static TraceContext Trace(this HttpContext context) =>
        new(NullIfEmpty(context.Request.Headers.TraceParent), NullIfEmpty(context.Request.Headers.TraceState));

    /// <summary>The whole body; Kestrel bounds it.</summary>
    public static async Task<ReadOnlyMemory<byte>> BodyAsync(this HttpContext context)
    {
        var length = context.Request.ContentLength;
        if (length == 0)
        {
            return default;
        }

        if (length is > 0 and <= int.MaxValue)
        {
            // A known length is read into the very array that is kept; Kestrel has refused too large a one on the first read.
            var whole = new byte[length.Value];
            var read = await context.Request.Body.ReadAtLeastAsync(
                whole, whole.Length, throwOnEndOfStream: false, context.RequestAborted);
            if (read == length)
            {
                return whole;
            }
        }

        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }

    /// <summary>The body as JSON; dispose it. Throws the documented error where it is not.</summary>
    public static async Task<JsonDocument> JsonAsync(this HttpContext context)
    {
        try
        {
            return JsonDocument.Parse(await context.BodyAsync());
        }
        catch (JsonException wrong)
        {
            throw ApiException.Malformed($"failed deserializing HTTP body: {wrong.Message}");
        }
    }

    /// <summary>A value of the request as daprd hands it on: its numbers are doubles.</summary>
    public static ReadOnlyMemory<byte> Doubles(JsonElement value)
    {
        try
        {
            return GoJson.WithDoubles(value);
        }
        catch (JsonException wrong)
        {
            throw ApiException.Malformed(wrong.Message);
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
