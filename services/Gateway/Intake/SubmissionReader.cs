using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Gateway.Tenants;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Reads a submission in any of its forms. Pipeline, options and file name may be in the query with each of them; where they are,
/// they are checked before the body is read, so that a wrong one costs the caller no upload.
/// </summary>
internal sealed class SubmissionReader(
    UploadSpool spool, FormReader forms, SourceFetcher sources, PipelineCatalogue pipelines, OptionsReader optionsReader)
{
    private static readonly string[] Parameters = ["pipeline", "options", "filename"];

    public Task<Submission> ReadAsync(Tenant tenant, HttpRequest request, CancellationToken cancellationToken)
    {
        var query = QueryFields.Read(request.Query, Parameters);
        spool.CheckLength(request.ContentLength);
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType);
        return contentType?.MediaType.Value?.ToLowerInvariant() switch
        {
            "multipart/form-data" => ReadFormAsync(request, contentType, query, cancellationToken),
            "application/json" => ReadJsonAsync(tenant, request, query, cancellationToken),
            // Its parts and their heads together would be taken for the document.
            { } other when other.StartsWith("multipart/", StringComparison.Ordinal) => throw new ProblemException(
                StatusCodes.Status415UnsupportedMediaType, FailureCodes.UnsupportedMediaType,
                $"A form comes as multipart/form-data, not as {other}."),
            _ => ReadRawAsync(request, query, cancellationToken),
        };
    }

    private async Task<Submission> ReadRawAsync(
        HttpRequest request, Dictionary<string, string> query, CancellationToken cancellationToken)
    {
        var pipeline = Pipeline(query.GetValueOrDefault("pipeline"));
        var (options, password) = optionsReader.Read(pipeline, query.GetValueOrDefault("options"));
        var upload = await spool.SpoolAsync(request, query.GetValueOrDefault("filename"), cancellationToken);
        return Checked(new Submission(pipeline, options, password, upload));
    }

    private async Task<Submission> ReadJsonAsync(
        Tenant tenant, HttpRequest request, Dictionary<string, string> query, CancellationToken cancellationToken)
    {
        var wanted = await SourceRequestReader.ReadAsync(request.Body, cancellationToken);
        var pipeline = Pipeline(One("pipeline", query, wanted.Pipeline));
        var (options, password) = query.TryGetValue("options", out var inQuery)
            ? optionsReader.Read(pipeline, wanted.Options is null ? inQuery : throw ProblemException.GivenTwice("options"))
            : optionsReader.Read(pipeline, wanted.Options);
        wanted = wanted with { FileName = One("filename", query, wanted.FileName) };
        var upload = await sources.FetchAsync(tenant, wanted, cancellationToken);
        return Checked(new Submission(pipeline, options, password, upload));
    }

    private async Task<Submission> ReadFormAsync(
        HttpRequest request, MediaTypeHeaderValue contentType, Dictionary<string, string> query,
        CancellationToken cancellationToken)
    {
        if (query.TryGetValue("pipeline", out var named))
        {
            optionsReader.Read(Pipeline(named), query.GetValueOrDefault("options"));
        }

        var form = await forms.ReadAsync(request, contentType, query.GetValueOrDefault("filename"), cancellationToken);
        try
        {
            var pipeline = Pipeline(One("pipeline", query, form.Fields.GetValueOrDefault("pipeline")));
            var (options, password) = optionsReader.Read(
                pipeline, One("options", query, form.Fields.GetValueOrDefault("options")));
            return Checked(new Submission(pipeline, options, password, form.Upload));
        }
        catch
        {
            form.Upload.Dispose();
            throw;
        }
    }

    // In both places it may stand, as long as it says the same.
    private static string? One(string name, Dictionary<string, string> query, string? inBody) =>
        !query.TryGetValue(name, out var inQuery) ? inBody
        : inBody is null || inBody == inQuery ? inQuery
        : throw ProblemException.GivenTwice(name);

    private Pipeline Pipeline(string? name) => string.IsNullOrEmpty(name) ? pipelines.Find(PipelineCatalogue.DefaultName)!
        : pipelines.Find(name) ?? throw ProblemException.BadRequest(
            "unknown_pipeline",
            $"There is no pipeline '{name}'; known: {string.Join(", ", pipelines.All.Select(known => known.Name))}.");

    /// <summary>The submission, where its pipeline takes such a document; else it is disposed of and refused.</summary>
    public static Submission Checked(Submission submission)
    {
        var (pipeline, mediaType) = (submission.Pipeline, submission.Upload.MediaType);
        if (pipeline.Accepts.Contains(mediaType))
        {
            return submission;
        }

        submission.Dispose();
        throw new ProblemException(
            StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type",
            $"The pipeline '{pipeline.Name}' does not take {mediaType}; it takes {string.Join(", ", pipeline.Accepts)}.");
    }
}
