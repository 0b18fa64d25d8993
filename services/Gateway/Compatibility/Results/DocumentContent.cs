using System.Text.Json;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Gateway.Compatibility.Tasks;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>Writes <c>{"filename":…,"md_content":…,…}</c>: every form is named, and null where it is not asked for.</summary>
internal sealed class DocumentContent(ResultReader reader, PageImages images)
{
    private static readonly (string Format, string Field)[] Forms =
    [
        ("md", "md_content"), ("json", "json_content"), ("html", "html_content"), ("text", "text_content"),
        ("doctags", "doctags_content"), ("doclang", "doclang_content"),
    ];

    /// <param name="wants">Whether a format is wanted.</param>
    public async Task WriteAsync(
        Utf8JsonWriter writer, DocumentResult result, ConversionTask task, Func<string, bool> wants,
        CancellationToken cancellationToken)
    {
        writer.WriteStartObject();
        writer.WriteString("filename", result.Source.FileName);
        foreach (var (format, field) in Forms)
        {
            writer.WritePropertyName(field);
            if (!result.HasDocument || !wants(format) || format == "doclang")
            {
                writer.WriteNullValue();
            }
            else if (format == "json" && IsAsStored(result, task))
            {
                writer.WriteRawValue((await reader.JsonAsync(result, cancellationToken)).Span, skipInputValidation: true);
            }
            else if (format == "json")
            {
                var document = await reader.DocumentAsync(result, task, cancellationToken);
                await images.AddAsync(result, task, document, beside: null, cancellationToken);
                writer.WriteRawValue(DoclingJson.ToUtf8Bytes(document), skipInputValidation: true);
            }
            else
            {
                writer.WriteStringValue(await reader.TextAsync(result, task, format, cancellationToken));
            }
        }

        writer.WriteEndObject();
    }

    // Nothing is put into it and nothing left out: then it need not become objects.
    private static bool IsAsStored(DocumentResult result, ConversionTask task) =>
        task.Version is null && !task.Options.PageImages && result.HasNoPictures;
}
