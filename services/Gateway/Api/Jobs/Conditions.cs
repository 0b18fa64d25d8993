using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Api.Jobs;

/// <summary>Conditional and range requests (RFC 9110, 13 and 14) for something with a strong ETag.</summary>
internal static class Conditions
{
    /// <summary>
    /// Whether the caller wants the copy there is: <c>If-Match</c> names it, or, without that, it is not younger than
    /// <c>If-Unmodified-Since</c>.
    /// </summary>
    public static bool Hold(HttpRequest request, EntityTagHeaderValue etag, DateTimeOffset? modifiedAt)
    {
        var headers = request.GetTypedHeaders();
        return request.Headers.IfMatch.Count > 0
            ? headers.IfMatch.Any(known =>
                known.Equals(EntityTagHeaderValue.Any) || known.Compare(etag, useStrongComparison: true))
            : headers.IfUnmodifiedSince is not { } since || modifiedAt is not { } modified || modified < since.AddSeconds(1);
    }

    /// <summary>
    /// Whether <c>If-None-Match</c> names the copy there is. A copy that was compressed on its way has the ETag in its weak form.
    /// </summary>
    public static bool IsFresh(HttpRequest request, EntityTagHeaderValue etag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known =>
            known.Equals(EntityTagHeaderValue.Any) || known.Compare(etag, useStrongComparison: false));

    /// <summary>
    /// The range to send, or null for the whole: without one, with one that is no single range of bytes (a server may send the
    /// whole for several), and where <c>If-Range</c> names another copy than there is.
    /// </summary>
    public static string? Range(HttpRequest request, EntityTagHeaderValue etag)
    {
        var headers = request.GetTypedHeaders();
        var isOfThisCopy = headers.IfRange is not { } condition
            ? request.Headers.IfRange.Count == 0
            : condition.EntityTag?.Compare(etag, useStrongComparison: true) == true;
        return isOfThisCopy && headers.Range is { Unit.Value: "bytes", Ranges.Count: 1 } range ? range.ToString() : null;
    }
}
