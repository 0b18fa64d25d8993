using System.Globalization;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Middleware;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Objects;
using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>
/// Streams an artifact to the caller: whole, the range asked for, or word that the caller's copy is still right.
/// </summary>
internal sealed class ArtifactReader(IObjectStore objects)
{
    public async Task<IResult> ReadAsync(
        HttpContext context, JobRecord job, string name, string mediaType, CancellationToken cancellationToken)
    {
        var (request, response) = (context.Request, context.Response);
        var etag = ETagOf(job, name);
        response.Headers.ETag = etag.ToString();
        // The tenant's own, and gone after a delete: no shared cache keeps it, and a private one asks.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.AcceptRanges = "bytes";
        // Results come from documents of others: nothing in them may run in the reader's browser.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        if (!Conditions.Hold(request, etag, job.FinishedAt))
        {
            throw new ProblemException(
                StatusCodes.Status412PreconditionFailed, "precondition_failed", "The artifact is not the one that is asked for.");
        }

        if (Conditions.IsFresh(request, etag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        // A range is of what GET answers, and of nothing else (RFC 9110, 14.2).
        var (key, range) = (JobKeys.Artifact(job.Id, name), context.IsHead() ? null : Conditions.Range(request, etag));
        using var read = await objects.OpenReadAsync(key, range, cancellationToken);
        response.StatusCode = (int)read.Status;
        response.ContentLength = read.SizeBytes;
        if (read.ContentRange is { } contentRange)
        {
            response.Headers.ContentRange = contentRange;
        }

        if (response.StatusCode != StatusCodes.Status416RangeNotSatisfiable)
        {
            response.ContentType = mediaType;
            response.Headers.ContentDisposition = Disposition(name, mediaType);
        }

        if (!context.IsHead())
        {
            await read.Body.CopyToAsync(response.Body, cancellationToken);
        }

        return Results.Empty;
    }

    // Artifacts are written before the job ends and never after, and no two jobs share an id.
    private static EntityTagHeaderValue ETagOf(JobRecord job, string name) => new(
        $"\"{job.Id.Id}-{job.FinishedAt?.UtcTicks.ToString("x", CultureInfo.InvariantCulture)}-{Uri.EscapeDataString(name)}\"");

    private static string Disposition(string name, string mediaType)
    {
        var isShown = mediaType is "image/png" or "text/plain" or "text/markdown" or "application/json"
            || mediaType.StartsWith("audio/", StringComparison.Ordinal);
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(name.Split('/')[^1]);
        return disposition.ToString();
    }
}
