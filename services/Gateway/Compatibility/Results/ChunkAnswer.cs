using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Documents.Chunking;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Gateway.Compatibility.Options;
using DaprProcessing.Gateway.Compatibility.Tasks;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>The passages of all documents of a task in one list, and what became of each document.</summary>
internal sealed class ChunkAnswer(ResultReader reader, DocumentContent content)
{
    public async Task WriteAsync(
        Stream stream, ConversionTask task, IReadOnlyList<DocumentResult> results, CancellationToken cancellationToken)
    {
        var chunking = task.Chunking!;
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = Wire.Options.Encoder });
        writer.WriteStartObject();
        writer.WriteStartArray("chunks");
        foreach (var result in results.Where(result => result.HasDocument))
        {
            var document = await reader.DocumentAsync(result, task, cancellationToken);
            foreach (var (index, chunk) in Chunks(chunking, document).Index())
            {
                Describe(result, document, chunk, index, chunking).WriteTo(writer);
            }
        }

        writer.WriteEndArray();
        writer.WriteStartArray("documents");
        foreach (var result in results)
        {
            await WriteDocumentAsync(writer, task, result, cancellationToken);
        }

        writer.WriteEndArray();
        writer.WriteNumber("processing_time", results.Sum(result => result.Seconds));
        writer.WritePropertyName("ignored_options");
        TaskState.Ignored(task).WriteTo(writer);
        writer.WriteEndObject();
    }

    private static IEnumerable<DocumentChunk> Chunks(ChunkOptions options, DoclingDocument document)
    {
        var style = new ChunkStyle(options.MarkdownTables, options.ImagePlaceholder);
        return options.Chunker == ChunkFields.Hybrid
            ? new HybridChunker(style, options.MaxTokens, options.MergePeers).Chunk(document)
            : new HierarchicalChunker(style).Chunk(document);
    }

    private static JsonObject Describe(
        DocumentResult result, DoclingDocument document, DocumentChunk chunk, int index, ChunkOptions options) => new()
    {
        ["filename"] = result.Source.FileName,
        ["chunk_index"] = index,
        ["text"] = chunk.Contextualized,
        ["raw_text"] = options.RawText ? chunk.Text : null,
        ["num_tokens"] = options.Chunker == ChunkFields.Hybrid ? TokenCount.Of(chunk.Contextualized) : null,
        ["headings"] = chunk.Headings.Count > 0 ? Array(chunk.Headings) : null,
        ["captions"] = chunk.Captions.Count > 0 ? Array(chunk.Captions) : null,
        ["doc_items"] = Array(chunk.Items.Select(item => item.SelfRef)),
        ["page_numbers"] = new JsonArray([.. chunk.Pages.Select(page => JsonValue.Create(page))]),
        ["metadata"] = new JsonObject
        {
            ["origin"] = document.Origin is { } origin ? new JsonObject
            {
                ["mimetype"] = origin.Mimetype,
                ["binary_hash"] = origin.BinaryHash,
                ["filename"] = origin.Filename,
                ["uri"] = origin.Uri,
            } : null,
            ["has_image"] = chunk.Items.Any(item => item is PictureItem),
        },
    };

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private async Task WriteDocumentAsync(
        Utf8JsonWriter writer, ConversionTask task, DocumentResult result, CancellationToken cancellationToken)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "ExportResult");
        writer.WritePropertyName("content");
        await content.WriteAsync(
            writer, result, task, format => task.Chunking!.WithDocument && format == "json", cancellationToken);
        writer.WriteString("status", result.Status);
        writer.WritePropertyName("errors");
        result.Errors().WriteTo(writer);
        writer.WriteStartObject("timings");
        writer.WriteEndObject();
        writer.WritePropertyName("confidence");
        ConvertAnswer.WriteNode(writer, result.Confidence());
        writer.WriteEndObject();
    }
}
