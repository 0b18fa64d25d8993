using System.Net.Http.Headers;

namespace DaprProcessing.Platform.Objects;

/// <summary>Streams to a presigned PUT that the binding hands out.</summary>
internal sealed class PresignedWriter(ObjectBinding binding, HttpClient http) : ILargeObjectWriter
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    public async Task WriteAsync(string key, Stream content, string contentType, StoreCall call)
    {
        var url = await binding.PresignAsync(key, HttpMethod.Put, TimeToLive, call.Token).ConfigureAwait(false);
        using var hash = ObjectETag.NewHash();
        await using var hashing = new HashingStream(content, hash, call);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new StreamContent(hashing) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Content.Headers.ContentLength = content.Length;
        using var response = await http.SendAsync(request, call.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        ObjectETag.Check(response.Headers.ETag, hash);
    }
}
