using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>Says in verbs what a client does with jobs over HTTP.</summary>
public sealed class JobDriver(HttpClient http)
{
    /// <summary>Posts a file as curl -F would, and returns the answer whatever it is.</summary>
    public async Task<HttpResponseMessage> PostAsync(byte[] content, string fileName = "document.pdf", string pipeline = "document", string? options = null)
    {
        using var form = new MultipartFormDataContent { { new StringContent(pipeline), "pipeline" }, { new ByteArrayContent(content), "file", fileName } };
        if (options is not null)
        {
            form.Add(new StringContent(options), "options");
        }

        return await http.PostAsync("/v1/jobs", form);
    }

    /// <summary>Posts a file that is to be accepted, and returns the job's id. Asks again where the platform says that it will be back.</summary>
    public async Task<string> SubmitAsync(byte[] content, string pipeline = "document", string? options = null)
    {
        using var response = await PostUntilHeardAsync(content, pipeline, options);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 202, $"{(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>The job at its end; fails the test where that does not come. Asks again where the platform says that it will be back.</summary>
    public async Task<JsonElement> EndOfAsync(string id, int waitSeconds = 120)
    {
        var deadline = DateTime.UtcNow.AddSeconds(waitSeconds);
        while (true)
        {
            using var response = await http.GetAsync($"/v1/jobs/{id}?wait={waitSeconds}");
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && DateTime.UtcNow < deadline)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
                continue;
            }

            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, body);
            var job = JsonDocument.Parse(body).RootElement;
            Assert.Contains(job.GetProperty("status").GetString(), (string[])["succeeded", "partially_succeeded", "failed", "cancelled"]);
            return job;
        }
    }

    public async Task<JsonElement> ProcessAsync(byte[] content, string pipeline = "document", string? options = null) =>
        await EndOfAsync(await SubmitAsync(content, pipeline, options));

    public async Task<JsonElement> ResultOfAsync(string id) => await http.GetFromJsonAsync<JsonElement>($"/v1/jobs/{id}/result");

    public Task<byte[]> ArtifactAsync(string id, string name) => http.GetByteArrayAsync($"/v1/jobs/{id}/artifacts/{name}");

    public Task<string> TextAsync(string id, string name) => http.GetStringAsync($"/v1/jobs/{id}/artifacts/{name}");

    /// <summary>Name → hash of the result and every artifact.</summary>
    public async Task<SortedDictionary<string, string>> HashesAsync(string id)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["result.json"] = Hash(await http.GetByteArrayAsync($"/v1/jobs/{id}/result")),
        };
        foreach (var artifact in (await ResultOfAsync(id)).GetProperty("artifacts").EnumerateArray())
        {
            var name = artifact.GetProperty("name").GetString()!;
            hashes[name] = Hash(await ArtifactAsync(id, name));
        }

        return hashes;
    }

    private async Task<HttpResponseMessage> PostUntilHeardAsync(byte[] content, string pipeline, string? options)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); ;)
        {
            var response = await PostAsync(content, pipeline: pipeline, options: options);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || DateTime.UtcNow > deadline)
            {
                return response;
            }

            using (response)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
            }
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));
}
