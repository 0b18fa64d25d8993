using System.Text.Json;
using DaprProcessing.Gateway.Compatibility.Tasks;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>The result of a conversion of one document, in the body of the answer.</summary>
internal sealed class ConvertAnswer(DocumentContent content)
{
    public async Task WriteAsync(
        HttpResponse response, ConversionTask task, DocumentResult result, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(
            response.BodyWriter, new JsonWriterOptions { Encoder = Wire.Options.Encoder });
        writer.WriteStartObject();
        writer.WritePropertyName("document");
        await content.WriteAsync(writer, result, task, task.Options.Wants, cancellationToken);
        writer.WriteString("status", result.Status);
        writer.WritePropertyName("errors");
        result.Errors().WriteTo(writer);
        writer.WriteNumber("processing_time", result.Seconds);
        writer.WriteStartObject("timings");
        writer.WriteEndObject();
        writer.WritePropertyName("confidence");
        WriteNode(writer, result.Confidence());
        writer.WritePropertyName("ignored_options");
        TaskState.Ignored(task).WriteTo(writer);
        writer.WriteEndObject();
    }

    internal static void WriteNode(Utf8JsonWriter writer, System.Text.Json.Nodes.JsonNode? node)
    {
        if (node is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            node.WriteTo(writer);
        }
    }
}
