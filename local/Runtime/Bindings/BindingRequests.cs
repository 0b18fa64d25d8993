using System.Text;
using System.Text.Json;
using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>What the object store bindings read from a request in the same way.</summary>
internal static class BindingRequests
{
    private static readonly TimeSpan LongestUrlLife = TimeSpan.FromDays(7);

    public static string? Get(this BindingInvocation invocation, string name)
    {
        foreach (var (key, value) in invocation.Metadata)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }

    public static string Require(this BindingInvocation invocation, string name) => invocation.Get(name)
        ?? throw new ComponentException(ComponentErrorKind.Invalid, $"required metadata '{name}' missing");

    public static bool Flag(this BindingInvocation invocation, string name) =>
        invocation.Get(name)?.ToUpperInvariant() is "TRUE" or "T" or "1" or "Y" or "YES" or "ON";

    public static TimeSpan UrlLife(this BindingInvocation invocation)
    {
        var text = invocation.Require("presignTTL");
        return GoDuration.TryParse(text, out var life) && life > TimeSpan.Zero && life <= LongestUrlLife
            ? life
            : throw new ComponentException(
                ComponentErrorKind.Invalid, $"presignTTL '{text}' is not a duration such as 15m, of at most 7 days");
    }

    public static ReadOnlyMemory<byte> Payload(this BindingInvocation invocation, bool decodeBase64)
    {
        if (!decodeBase64)
        {
            return invocation.Data;
        }

        try
        {
            return Convert.FromBase64String(Encoding.ASCII.GetString(invocation.Data.Span).Trim('"'));
        }
        catch (FormatException wrong)
        {
            throw new ComponentException(ComponentErrorKind.Invalid, "decodeBase64 is set, and the data is not base64", wrong);
        }
    }

    /// <summary>The JSON object in the request's data; empty data reads as an empty object.</summary>
    public static T Json<T>(this BindingInvocation invocation) where T : new()
    {
        if (invocation.Data.IsEmpty)
        {
            return new T();
        }

        try
        {
            return JsonSerializer.Deserialize<T>(invocation.Data.Span, JsonSerializerOptions.Web) ?? new T();
        }
        catch (JsonException wrong)
        {
            throw new ComponentException(
                ComponentErrorKind.Invalid, $"operation '{invocation.Operation}': data: {wrong.Message}", wrong);
        }
    }

    public static BindingResult Answer(object value) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value), BindingResult.Empty.Metadata);

    public static ComponentException TooLarge(string key, long bytes, long maxBytes) => new(
        ComponentErrorKind.TooLarge,
        $"object '{key}' has {bytes} bytes, more than a message may have ({maxBytes}); use the presign operation");
}

/// <summary>The data of a list request.</summary>
internal sealed record ListRequest
{
    public string? Prefix { get; init; }

    public string? Marker { get; init; }

    public int? MaxResults { get; init; }

    public string? Delimiter { get; init; }
}
