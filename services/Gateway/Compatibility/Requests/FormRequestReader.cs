using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Compatibility.Deliveries;
using DaprProcessing.Gateway.Compatibility.Options;
using DaprProcessing.Gateway.Intake;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Compatibility.Requests;

/// <summary>
/// Reads a multipart form: files under <c>files</c>, options as fields. A form that is to be refused is read to its end all the
/// same: clients that are still sending would not see the answer.
/// </summary>
internal sealed class FormRequestReader(SourceReceiver receiver)
{
    private const int MaxFields = 1000;

    /// <param name="chunker">Null for a conversion.</param>
    public async Task<ReceivedRequest> ReadAsync(HttpRequest request, string? chunker, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var sources = new List<ReceivedSource>();
        try
        {
            var files = await ReadPartsAsync(request, fields, sources, cancellationToken);
            return Request(fields, sources, files, chunker);
        }
        catch (Exception error)
        {
            sources.ForEach(source => source.Upload?.Dispose());
            throw error is InvalidDataException or (IOException and not BadHttpRequestException)
                ? new DetailException(StatusCodes.Status400BadRequest, "There was an error parsing the body")
                : error;
        }
    }

    private async Task<int> ReadPartsAsync(
        HttpRequest request, Dictionary<string, List<string>> fields, List<ReceivedSource> sources,
        CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(BoundaryOf(request), request.Body);
        var (files, count) = (0, 0);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                throw new InvalidDataException("a part has no content disposition");
            }

            if (FormParts.EncodingOf(section) is not null)
            {
                throw new InvalidDataException("a part is not written as it is");
            }

            var name = FormParts.NameOf(disposition);
            if (name == "files")
            {
                files++;
                // The first request of the original's client is made to be refused: nothing of it is stored.
                if (files <= Targets.MaxSources && fields.GetValueOrDefault("target_type") is not ["presigned_url"])
                {
                    sources.Add(await receiver.FileAsync(FormParts.FileNameOf(disposition), section.Body, cancellationToken));
                }
            }
            else if (++count <= MaxFields)
            {
                (fields.TryGetValue(name, out var values) ? values : fields[name] = []).Add(
                    await FieldAsync(section.Body, cancellationToken));
            }
        }

        return files;
    }

    private static ReceivedRequest Request(
        Dictionary<string, List<string>> fields, IReadOnlyList<ReceivedSource> sources, int files, string? chunker)
    {
        var isChunking = chunker is not null;
        var (faults, ignored) = (new List<SchemaFault>(), new List<string>());
        if (files == 0)
        {
            faults.Add(new SchemaFault("missing", "Field required", ["body", "files"]));
        }

        var options = OptionsRequest.Convert(
            Given(fields, ConvertFields.All, isChunking ? "convert_" : "", faults), ["body"], faults, ignored);
        var withDocument = fields.GetValueOrDefault("include_converted_doc") is [.., var flag]
            && flag.ToLowerInvariant() is "true" or "1" or "on" or "yes";
        var chunking = chunker is null ? null : OptionsRequest.Chunk(
            chunker, Given(fields, ChunkFields.Of(chunker), "chunking_", faults), withDocument, ["body"], faults, ignored);
        var isZip = fields.GetValueOrDefault("target_type") is [.., var target] && Targets.IsZip(target, isChunking);
        var callbacks = CallbackReader.Read(fields.GetValueOrDefault("callbacks") ?? [], ignored);
        return files > Targets.MaxSources
            ? throw DetailException.Policy($"Too many files: {files} exceeds the maximum of {Targets.MaxSources}.")
            : new ReceivedRequest(options, chunking, isZip, sources, ignored)
            {
                Delivery = TaskDelivery.Of(putUrl: null, callbacks),
            };
    }

    // A list comes as a field that is repeated; of anything else the last one counts.
    private static JsonObject Given(
        Dictionary<string, List<string>> fields, IReadOnlyList<Field> declared, string prefix, List<SchemaFault> faults)
    {
        var given = new JsonObject();
        foreach (var field in declared)
        {
            if (!fields.TryGetValue(prefix + field.Name, out var values))
            {
                continue;
            }

            given[field.Name] = field.Kind switch
            {
                FieldKind.Choices or FieldKind.Texts or FieldKind.PageRange =>
                    new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
                FieldKind.Object => Object(values[^1], prefix + field.Name, faults),
                _ => values[^1],
            };
        }

        return given;
    }

    private static JsonNode? Object(string json, string name, List<SchemaFault> faults)
    {
        try
        {
            return string.IsNullOrWhiteSpace(json) ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            faults.Add(new SchemaFault("json_invalid", "Invalid JSON", ["body", name]));
            return null;
        }
    }

    private static string BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && FormParts.BoundaryOf(type) is { Length: <= FormParts.MaxBoundary } boundary
            ? boundary
            : throw DetailException.Schema("missing", "Field required", "body", "files");

    private static async Task<string> FieldAsync(Stream body, CancellationToken cancellationToken) =>
        await FormParts.ReadFieldAsync(body, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes.Span)
            : throw new InvalidDataException("a field is too long");
}
