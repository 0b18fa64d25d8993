using System.Text;
using DaprProcessing.Gateway.Problems;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Intake;

/// <summary>A form read to its end.</summary>
internal sealed record SubmittedForm(SpooledUpload Upload, IReadOnlyDictionary<string, string> Fields);

/// <summary>Reads a multipart form as it comes in: one file, to the spool, and small fields.</summary>
internal sealed class FormReader(UploadSpool spool)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="fileName">What the file is to be called; null for the name that the form gives it.</param>
    public async Task<SubmittedForm> ReadAsync(
        HttpRequest request, MediaTypeHeaderValue contentType, string? fileName, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(BoundaryOf(contentType), request.Body);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        SpooledUpload? upload = null;
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                var disposition = DispositionOf(section);
                var name = FormParts.NameOf(disposition);
                if (FormParts.EncodingOf(section) is { } encoding)
                {
                    throw ProblemException.BadRequest(
                        "unsupported_encoding", $"The part '{name}' is written as {encoding}; parts are sent as they are.");
                }

                if (name == "file")
                {
                    upload = upload is null
                        ? await spool.SpoolAsync(section.Body, fileName ?? FormParts.FileNameOf(disposition), cancellationToken)
                        : throw ProblemException.BadRequest("malformed_form", "One job takes one file.");
                }
                else if (name is not ("pipeline" or "options"))
                {
                    throw ProblemException.BadRequest(
                        "unknown_field", $"The form has an unknown field '{name}'; known: file, pipeline, options.");
                }
                else if (!fields.TryAdd(name, await ReadFieldAsync(section.Body, name, cancellationToken)))
                {
                    throw ProblemException.GivenTwice(name);
                }
            }
        }
        catch (Exception error)
        {
            upload?.Dispose();
            throw error is InvalidDataException or (IOException and not BadHttpRequestException)
                ? ProblemException.BadRequest("malformed_form", "The multipart form is cut off or malformed.")
                : error;
        }

        return upload is null
            ? throw ProblemException.BadRequest("file_missing", "The form has no field 'file'.")
            : new SubmittedForm(upload, fields);
    }

    private static string BoundaryOf(MediaTypeHeaderValue contentType) => FormParts.BoundaryOf(contentType) switch
    {
        null => throw ProblemException.BadRequest("malformed_form", "The multipart form names no boundary."),
        { Length: > FormParts.MaxBoundary } => throw ProblemException.BadRequest(
            "malformed_form", $"The form's boundary may have at most {FormParts.MaxBoundary} characters."),
        var boundary => boundary,
    };

    private static ContentDispositionHeaderValue DispositionOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? disposition
            : throw ProblemException.BadRequest("malformed_form", "A part of the form has no content disposition.");

    private static async Task<string> ReadFieldAsync(Stream body, string name, CancellationToken cancellationToken)
    {
        var bytes = await FormParts.ReadFieldAsync(body, cancellationToken) ?? throw ProblemException.BadRequest(
            "field_too_large", $"The field '{name}' may have at most {FormParts.FieldBytes} bytes.");
        try
        {
            return Utf8.GetString(bytes.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw ProblemException.BadRequest("malformed_form", $"The field '{name}' is no UTF-8.");
        }
    }
}
