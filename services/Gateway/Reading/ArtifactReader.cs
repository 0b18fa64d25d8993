using System.Net;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Gateway.Reading;

/// <summary>Streams an object to the caller, whole or the range asked for.</summary>
internal sealed class ArtifactReader(IObjectStore objects) : IDisposable
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<IResult> ReadAsync(HttpContext context, string key, string mediaType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, await objects.PresignGetAsync(key, TimeToLive, cancellationToken));
        if (context.Request.Headers.Range is { Count: > 0 } range)
        {
            request.Headers.TryAddWithoutValidation("Range", (IEnumerable<string>)range!);
        }

        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            throw new ObjectNotFoundException(key);
        }

        if (answer.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            answer.EnsureSuccessStatusCode();
        }

        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = mediaType;
        response.ContentLength = answer.Content.Headers.ContentLength;
        response.Headers.AcceptRanges = "bytes";
        // Results come from documents of others: nothing in them may run in the reader's browser.
        response.Headers.XContentTypeOptions = "nosniff";
        if (answer.Content.Headers.ContentRange is { } contentRange)
        {
            response.Headers.ContentRange = contentRange.ToString();
        }

        await answer.Content.CopyToAsync(response.Body, cancellationToken);
        return Results.Empty;
    }

    public void Dispose() => _http.Dispose();
}
