using System.Text.Json;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Sources;

/// <summary>
/// Reads <c>{"pipeline":…,"source":{"kind":…},"options":{…}}</c> strictly: what is not known is refused, with what is.
/// </summary>
internal static class SourceRequestReader
{
    private const int MaxBytes = 64 << 10;
    private const string S3Scheme = "s3://";

    public static async Task<SourceRequest> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await ReadAsync(body, buffer, cancellationToken);
        if (length > MaxBytes)
        {
            throw new ProblemException(
                StatusCodes.Status413PayloadTooLarge, "request_too_large", $"A JSON request may have at most {MaxBytes} bytes.");
        }

        try
        {
            return Read(StrictJson.Parse(buffer.AsMemory(0, length)));
        }
        catch (JsonException error)
        {
            throw ProblemException.BadRequest("malformed_json", $"The request is not valid JSON: {error.Message}");
        }
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw ProblemException.BadRequest("malformed_body", "The request's body is cut off or malformed.");
        }
    }

    private static SourceRequest Read(JsonElement root)
    {
        CheckFields(root, "the request", "pipeline", "source", "options");
        var source = root.TryGetProperty("source", out var given) ? given : throw Wrong("source", "is missing");
        var kind = source.ValueKind == JsonValueKind.Object ? Text(source, "kind")
            : throw Wrong("source", "must be a JSON object");
        var reference = kind switch
        {
            "upload" => (SourceReference)new SourceReference.Upload(Only(source, "uploadId")),
            "s3" => S3Of(Only(source, source.TryGetProperty("url", out _) ? "url" : "key")),
            "http" => new SourceReference.Http(Url(Only(source, "url"))),
            "artifact" => ArtifactOf(source),
            _ => throw Wrong("kind", "must be one of: upload, s3, http, artifact"),
        };
        return new SourceRequest(
            root.TryGetProperty("pipeline", out _) ? Text(root, "pipeline") : null,
            reference,
            source.TryGetProperty("fileName", out _) ? Text(source, "fileName") : null,
            root.TryGetProperty("options", out var options) ? options : null);
    }

    // A key, or s3://bucket/key.
    private static SourceReference.S3 S3Of(string text)
    {
        if (!text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new SourceReference.S3(text);
        }

        var rest = text[S3Scheme.Length..];
        var slash = rest.IndexOf('/');
        return slash > 0 && slash < rest.Length - 1 ? new SourceReference.S3(rest[(slash + 1)..], rest[..slash])
            : throw Wrong("url", "must name a bucket and a key: s3://bucket/key");
    }

    private static SourceReference.Artifact ArtifactOf(JsonElement source)
    {
        CheckSource(source, "jobId", "name");
        return new SourceReference.Artifact(Text(source, "jobId"), Text(source, "name"));
    }

    // The one field of its kind.
    private static string Only(JsonElement source, string field)
    {
        CheckSource(source, field);
        return Text(source, field);
    }

    // A file name goes with every kind.
    private static void CheckSource(JsonElement source, params string[] fields) =>
        CheckFields(source, "the source", ["kind", .. fields, "fileName"]);

    private static void CheckFields(JsonElement json, string where, params string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw ProblemException.BadRequest("malformed_json", "The request must be a JSON object.");
        }

        var unknown = json.EnumerateObject().Select(property => property.Name).Where(name => !known.Contains(name)).ToList();
        if (unknown.Count > 0)
        {
            throw ProblemException.BadRequest(
                "unknown_field",
                $"In {where} there is no field '{string.Join("', '", unknown)}'; known: {string.Join(", ", known)}.");
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            ? text
            : throw Wrong(name, "must be a text");

    private static Uri Url(string text) =>
        !HttpAddress.IsClean(text)
            ? throw Wrong("url", $"must be a URL of at most {HttpAddress.MaxLength} characters, without spaces and backslashes")
            : HttpAddress.Parse(text)
                ?? throw Wrong("url", "must be an http or https URL without user name and password");

    private static ProblemException Wrong(string name, string what) =>
        ProblemException.BadRequest("invalid_source", $"The field '{name}' {what}.");
}
