using System.Text.Json;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Sources;

namespace DaprProcessing.Gateway.BrokerClients;

/// <summary>Reads what a message asks for, strictly: what is not known is refused, with what is.</summary>
internal static class BrokerRequestReader
{
    private const string Key = "s3_key";
    private const string Address = "s3_url";
    private const string Timestamp = "timestamp";
    private const string FileSize = "file_size";
    private const string Timeout = "processing_timeout";
    private const int MaxTimeoutSeconds = 7 * 24 * 60 * 60;

    public static BrokerRequest Read(JsonElement message, BrokerReply reply) =>
        reply.Event is { } header ? ReadEvent(message, EventFields.Of(header.Spelling)) : ReadControl(message);

    private static BrokerRequest ReadEvent(JsonElement message, EventFields fields)
    {
        CheckFields(message, fields.Header, fields.PdfKey);
        return new BrokerRequest(
            Text(message, fields.PdfKey) ?? throw Wrong(fields.PdfKey, "is missing"), Address: null, Bucket: null,
            FileSize: null, Timeout: null);
    }

    private static BrokerRequest ReadControl(JsonElement message)
    {
        CheckFields(
            message, BrokerReplyReader.RequestId, BrokerReplyReader.Bucket, Key, Address, Timestamp, FileSize, Timeout);
        Text(message, Timestamp);
        var (key, address) = (Text(message, Key), Text(message, Address));
        return new BrokerRequest(
            key, address is null ? null : Url(address), Text(message, BrokerReplyReader.Bucket),
            (long?)Number(message, FileSize, least: 0, most: 1L << 40),
            Number(message, Timeout, least: 0.001, most: MaxTimeoutSeconds) is { } seconds
                ? TimeSpan.FromSeconds(seconds) : null);
    }

    private static void CheckFields(JsonElement message, params string[] known)
    {
        var unknown = message.EnumerateObject().Select(property => property.Name).Where(name => !known.Contains(name)).ToList();
        if (unknown.Count > 0)
        {
            throw ProblemException.BadRequest(
                "unknown_field", $"There is no field '{string.Join("', '", unknown)}'; known: {string.Join(", ", known)}.");
        }
    }

    // What is absent, null or empty is not said: a client writes every field of its class.
    private static string? Text(JsonElement message, string name) =>
        !message.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind != JsonValueKind.String ? throw Wrong(name, "must be a text")
        : value.GetString() is { Length: > 0 } text ? text : null;

    private static double? Number(JsonElement message, string name, double least, double most) =>
        !message.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number : throw Wrong(name, $"must be a number from {least} to {most}");

    private static Uri Url(string text) => HttpAddress.IsClean(text) && HttpAddress.Parse(text) is { } address ? address
        : throw Wrong(Address, $"must be an http or https URL of at most {HttpAddress.MaxLength} characters");

    private static ProblemException Wrong(string name, string what) =>
        ProblemException.BadRequest("invalid_field", $"The field '{name}' {what}.");
}
