using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace DaprProcessing.Bench.Platform;

/// <summary>The part of the HTTP interface a bench needs: post, wait, insist on success.</summary>
internal sealed class JobsClient(Uri gateway) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>Posts a document and returns when its job has succeeded.</summary>
    public async Task RunAsync(byte[] document, string pipeline, string options, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs");
        using var file = new ByteArrayContent(document) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        request.Content = new MultipartFormDataContent
        {
            { new StringContent(pipeline), "pipeline" },
            { new StringContent(options), "options" },
            { file, "file", "bench.pdf" },
        };
        request.Headers.Add("Prefer", "wait=20");
        var job = await SendAsync(request, cancellationToken);
        while (Status(job) is "queued" or "running")
        {
            using var poll = new HttpRequestMessage(HttpMethod.Get, $"/v1/jobs/{job.GetProperty("id").GetString()}?wait=20");
            job = await SendAsync(poll, cancellationToken);
        }

        if (Status(job) != "succeeded")
        {
            throw new InvalidOperationException($"The job ended otherwise: {job}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{(int)response.StatusCode} {body}");
    }

    private static string? Status(JsonElement job) => job.GetProperty("status").GetString();
}
