using System.Net;

namespace DaprProcessing.Platform.Objects;

/// <summary>An object, or a range of it, on its way; disposing it ends the transfer.</summary>
/// <param name="response">A whole object (200), a range (206), or the news that there is no such range (416).</param>
/// <param name="body">The bytes.</param>
public sealed class ObjectRead(HttpResponseMessage response, Stream body) : IDisposable
{
    public HttpStatusCode Status => response.StatusCode;

    public Stream Body { get; } = body;

    /// <summary>Bytes to come; null where the store does not say.</summary>
    public long? SizeBytes => response.Content.Headers.ContentLength;

    /// <summary>Which bytes of how many, as in HTTP's <c>Content-Range</c>.</summary>
    public string? ContentRange => response.Content.Headers.ContentRange?.ToString();

    public string? ETag => response.Headers.ETag?.ToString();

    public void Dispose()
    {
        Body.Dispose();
        response.Dispose();
    }
}
