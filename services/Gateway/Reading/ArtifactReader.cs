using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Reading;

/// <summary>Streams an object to the caller, whole or the range asked for.</summary>
internal sealed class ArtifactReader(IObjectStore objects)
{
    public async Task<IResult> ReadAsync(HttpContext context, string key, string mediaType, CancellationToken cancellationToken)
    {
        var range = context.Request.Headers.Range is { Count: > 0 } asked ? asked.ToString() : null;
        using var read = await objects.OpenReadAsync(key, range, cancellationToken);
        var response = context.Response;
        response.StatusCode = (int)read.Status;
        response.ContentType = mediaType;
        response.ContentLength = read.SizeBytes;
        response.Headers.AcceptRanges = "bytes";
        // Results come from documents of others: nothing in them may run in the reader's browser.
        response.Headers.XContentTypeOptions = "nosniff";
        if (read.ContentRange is { } contentRange)
        {
            response.Headers.ContentRange = contentRange;
        }

        await read.Body.CopyToAsync(response.Body, cancellationToken);
        return Results.Empty;
    }
}
