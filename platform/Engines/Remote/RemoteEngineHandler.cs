using System.Net;
using System.Net.Http.Headers;

namespace DaprProcessing.Engines.Remote;

/// <summary>
/// For client libraries that bring their own requests and answers: sends them by a <see cref="RemoteEngine"/>, so that its
/// bounds, its attempts and its failures hold for them, too. Only answers of success come back; the rest is thrown.
/// </summary>
public sealed class RemoteEngineHandler(RemoteEngine engine) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null
            : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return await engine.SendAsync(() => Copy(request, body), answer => Response(request, answer), cancellationToken)
            .ConfigureAwait(false);
    }

    // A message is sent once; each attempt has its own.
    private static HttpRequestMessage Copy(HttpRequestMessage request, byte[]? body)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri);
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        if (body is not null)
        {
            copy.Content = new ByteArrayContent(body);
            foreach (var (name, values) in request.Content!.Headers)
            {
                copy.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return copy;
    }

    private static HttpResponseMessage Response(HttpRequestMessage request, RemoteAnswer answer)
    {
        var content = new ReadOnlyMemoryContent(answer.Body);
        content.Headers.ContentType = answer.MediaType is null ? null : new MediaTypeHeaderValue(answer.MediaType);
        return new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = content };
    }
}
