using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly.Timeout;

namespace DaprProcessing.Client.Http;

/// <summary>Sends requests; whatever goes wrong comes out as a <see cref="DocumentProcessingException"/>.</summary>
/// <param name="connect">A client for one request: its handlers may be exchanged from time to time.</param>
internal sealed class Api(Func<HttpClient> connect)
{
    /// <summary>Reads a small answer.</summary>
    public async Task<T> ReadAsync<T>(
        HttpRequestMessage request, TimeSpan timeout, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            request, new RequestTraits(timeout, Buffered: true), cancellationToken).ConfigureAwait(false);
        return await ReadJsonAsync(response, type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a document, however long that takes, and reads the answer.</summary>
    /// <param name="once">Sending it again might make a second job.</param>
    public async Task<T> UploadAsync<T>(
        HttpRequestMessage request, JsonTypeInfo<T> type, bool once, CancellationToken cancellationToken)
    {
        var traits = new RequestTraits(Timeout: null, Buffered: true) { Once = once };
        using var response = await SendAsync(request, traits, cancellationToken).ConfigureAwait(false);
        return await ReadJsonAsync(response, type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The successful answer to a request; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, RequestTraits traits, CancellationToken cancellationToken)
    {
        using (request)
        {
            var response = await TrySendAsync(traits.On(request), cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await RefusedAsync(response, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<HttpResponseMessage> TrySendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await connect().SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (RequestTraits.Document(request) is { ReadFailure: { } unreadable })
        {
            throw new IOException($"The document could not be read: {unreadable.Message}", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutRejectedException)
        {
            throw DocumentProcessingException.Unreachable(failure);
        }
        catch (Exception failure) when (
            failure is OperationCanceledException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            // The client was disposed meanwhile (what fails then finds its token source gone), or has a time limit of its own.
            throw DocumentProcessingException.Unreachable(failure);
        }
    }

    private static async Task<DocumentProcessingException> RefusedAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var body = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await ReadJsonAsync(response, WireJson.Default.ProblemBody, cancellationToken).ConfigureAwait(false)
            : null;
        var problem = new Problem(
            body?.Code ?? DocumentProcessingException.UnexpectedAnswer,
            body?.Category ?? (status >= 500 ? "internal" : "policy"),
            body?.Detail ?? body?.Title ?? $"The platform answers {status} {response.ReasonPhrase}.",
            body?.Retryable ?? status is 429 or 502 or 503 or 504);
        return new DocumentProcessingException(problem)
        {
            Status = response.StatusCode,
            RetryAfter = Retrying.RetryAfter(response),
        };
    }

    private static async Task<T> ReadJsonAsync<T>(
        HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                return await JsonSerializer.DeserializeAsync(body, type, cancellationToken).ConfigureAwait(false)
                    ?? throw DocumentProcessingException.Unexpected("The answer is empty.");
            }
        }
        catch (JsonException malformed)
        {
            throw DocumentProcessingException.Unexpected(
                $"The answer is not what the platform's would be: {malformed.Message}", malformed);
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            throw DocumentProcessingException.Unreachable(cut);
        }
    }
}
