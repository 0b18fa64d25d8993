using System.Text;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Sources;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Submitting;

/// <summary>Reads a submission in any of its forms.</summary>
internal sealed class SubmissionReader(UploadSpool spool, SourceFetcher sources, PipelineCatalogue pipelines, OptionsReader optionsReader)
{
    private const int FieldBytes = 64 << 10;

    public Task<Submission> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        spool.CheckLength(request.ContentLength);
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType);
        return contentType?.MediaType.Value?.ToLowerInvariant() switch
        {
            "multipart/form-data" => ReadFormAsync(request, contentType, cancellationToken),
            "application/json" => ReadJsonAsync(request, cancellationToken),
            _ => ReadRawAsync(request, cancellationToken),
        };
    }

    private async Task<Submission> ReadRawAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Checked before the body is read: a wrong name costs the caller no upload.
        var pipeline = Pipeline(request.Query["pipeline"]);
        var (options, password) = optionsReader.Read(pipeline, request.Query["options"]);
        var upload = await spool.SpoolAsync(request.Body, request.Query["filename"], cancellationToken);
        return Checked(new Submission(pipeline, options, password, upload));
    }

    private async Task<Submission> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = await SourceRequestReader.ReadAsync(request.Body, cancellationToken);
        var pipeline = Pipeline(wanted.Pipeline);
        var (options, password) = optionsReader.Read(pipeline, wanted.Options);
        var upload = await sources.FetchAsync(GatewayOptions.LocalTenant, wanted, cancellationToken);
        return Checked(new Submission(pipeline, options, password, upload));
    }

    private async Task<Submission> ReadFormAsync(HttpRequest request, MediaTypeHeaderValue contentType, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(contentType.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            throw ProblemException.BadRequest("malformed_form", "The multipart form names no boundary.");
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        SpooledUpload? upload = null;
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                {
                    throw ProblemException.BadRequest("malformed_form", "A part of the form has no content disposition.");
                }

                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (name == "file")
                {
                    upload = upload is null
                        ? await spool.SpoolAsync(section.Body, FileNameOf(disposition), cancellationToken)
                        : throw ProblemException.BadRequest("malformed_form", "One job takes one file.");
                }
                else if (name is "pipeline" or "options")
                {
                    fields[name] = await ReadFieldAsync(section.Body, name, cancellationToken);
                }
                else
                {
                    throw ProblemException.BadRequest("unknown_field", $"The form has an unknown field '{name}'; known: file, pipeline, options.");
                }
            }

            if (upload is null)
            {
                throw ProblemException.BadRequest("file_missing", "The form has no field 'file'.");
            }

            var pipeline = Pipeline(fields.GetValueOrDefault("pipeline"));
            var (options, password) = optionsReader.Read(pipeline, fields.GetValueOrDefault("options"));
            return Checked(new Submission(pipeline, options, password, upload));
        }
        catch (Exception error)
        {
            upload?.Dispose();
            throw error is InvalidDataException or IOException ? ProblemException.BadRequest("malformed_form", "The multipart form is cut off or malformed.") : error;
        }
    }

    private Pipeline Pipeline(string? name) => string.IsNullOrEmpty(name) ? pipelines.Find(PipelineCatalogue.DefaultName)!
        : pipelines.Find(name) ?? throw ProblemException.BadRequest(
            "unknown_pipeline", $"There is no pipeline '{name}'; known: {string.Join(", ", pipelines.All.Select(known => known.Name))}.");

    private static Submission Checked(Submission submission)
    {
        if (submission.Pipeline.Accepts.Contains(submission.Upload.MediaType))
        {
            return submission;
        }

        submission.Dispose();
        throw new ProblemException(
            StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
            $"The pipeline '{submission.Pipeline.Name}' does not take {submission.Upload.MediaType}; it takes {string.Join(", ", submission.Pipeline.Accepts)}.");
    }

    private static async Task<string> ReadFieldAsync(Stream body, string name, CancellationToken cancellationToken)
    {
        var buffer = new byte[FieldBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= FieldBytes ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw ProblemException.BadRequest("field_too_large", $"The field '{name}' may have at most {FieldBytes} bytes.");
    }

    private static string? FileNameOf(ContentDispositionHeaderValue disposition) =>
        disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
}
