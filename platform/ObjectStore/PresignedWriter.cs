using System.Net.Http.Headers;

namespace DaprProcessing.ObjectStore;

/// <summary>Streams to a presigned PUT that the binding hands out.</summary>
internal sealed class PresignedWriter(ObjectBinding binding, HttpClient http) : ILargeObjectWriter
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    public async Task WriteAsync(string key, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var url = await binding.PresignAsync(key, HttpMethod.Put, TimeToLive, cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new StreamContent(content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }
}
