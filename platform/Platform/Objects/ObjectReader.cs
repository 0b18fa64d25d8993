using System.Net;

namespace DaprProcessing.Platform.Objects;

/// <summary>Reads objects beside the sidecar, by a presigned URL from the binding. One try; the caller has more.</summary>
internal sealed class ObjectReader(ObjectBinding binding, HttpClient http)
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    public async Task<ObjectRead> OpenAsync(string key, string? range, StoreCall call)
    {
        var response = await SendAsync(key, range, call).ConfigureAwait(false);
        return new ObjectRead(response, await response.Content.ReadAsStreamAsync(call.Token).ConfigureAwait(false));
    }

    /// <summary>Copies the whole object, checked against its ETag.</summary>
    public async Task CopyAsync(string key, Stream target, StoreCall call)
    {
        using var response = await SendAsync(key, range: null, call).ConfigureAwait(false);
        await ObjectBody.CopyAsync(response, target, call).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(string key, string? range, StoreCall call)
    {
        var url = await binding.PresignAsync(key, HttpMethod.Get, TimeToLive, call.Token).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, call.Token).ConfigureAwait(false);
        try
        {
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                throw new ObjectNotFoundException(key);
            }

            return response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable ? response
                : response.EnsureSuccessStatusCode();
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
