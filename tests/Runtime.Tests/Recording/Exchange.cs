using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DaprProcessing.Runtime.Tests.Recording;

/// <summary>One recorded request and its answer; an answer without a status never came.</summary>
public sealed record Exchange(string Name, ExchangeRequest Request, ExchangeResponse Response)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<Exchange> All { get; } = Read<Exchange>("exchanges.jsonl");

    public static IReadOnlyList<RecordedDelivery> Deliveries { get; } = Read<RecordedDelivery>("deliveries.jsonl");

    private static List<T> Read<T>(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recording", file))
            .Select(line => JsonSerializer.Deserialize<T>(line, Json)!)];
}

public sealed record ExchangeRequest(string Method, string Path, Dictionary<string, string> Headers, JsonElement? Body)
{
    // A body is a text, or bytes in base64, or so many bytes of anything.
    public byte[]? Bytes() => Body switch
    {
        { ValueKind: JsonValueKind.String } text when Regex
            .Match(text.GetString()!, "^<(\\d+) bytes>$") is { Success: true } size =>
            new byte[int.Parse(size.Groups[1].Value)],
        { ValueKind: JsonValueKind.String } text => Encoding.UTF8.GetBytes(text.GetString()!),
        { ValueKind: JsonValueKind.Object } bytes => bytes.GetProperty("base64").GetBytesFromBase64(),
        _ => null,
    };
}

public sealed record ExchangeResponse(int? Status, Dictionary<string, string>? Headers, string? Body)
{
    public string? ErrorCode => Body?.StartsWith("{\"errorCode\"", StringComparison.Ordinal) == true
        ? JsonDocument.Parse(Body).RootElement.GetProperty("errorCode").GetString()
        : null;
}

/// <summary>A request the app got.</summary>
public sealed record RecordedDelivery(string Method, string Path, Dictionary<string, string> Headers, string Body, int Answered)
{
    public override string ToString()
    {
        var headers = Headers.OrderBy(header => header.Key).Select(header => $"{header.Key}={header.Value}");
        return $"{Method} {Path} {string.Join(", ", headers)} {Body} → {Answered}";
    }
}
