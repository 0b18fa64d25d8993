using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Documents.Docling;

/// <summary>Writes and reads documents as JSON, streaming.</summary>
public static class DoclingJson
{
    private static readonly DoclingJsonContext Context = new(new JsonSerializerOptions(DoclingJsonContext.Default.Options)
    {
        // Text stays text: the output is application/json, never pasted into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static Task WriteAsync(DoclingDocument document, Stream stream, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(stream, document, Context.DoclingDocument, cancellationToken);

    public static byte[] ToUtf8Bytes(DoclingDocument document) =>
        JsonSerializer.SerializeToUtf8Bytes(document, Context.DoclingDocument);

    /// <exception cref="JsonException">Not JSON, or not the shape of a document.</exception>
    public static async Task<DoclingDocument> ReadAsync(Stream stream, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync(stream, Context.DoclingDocument, cancellationToken).ConfigureAwait(false)
        ?? throw new JsonException("The document is null.");

    /// <exception cref="JsonException">Not JSON, or not the shape of a document.</exception>
    public static DoclingDocument Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Context.DoclingDocument) ?? throw new JsonException("The document is null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoclingDocument))]
internal sealed partial class DoclingJsonContext : JsonSerializerContext;
