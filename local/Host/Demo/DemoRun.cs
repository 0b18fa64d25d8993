using System.Diagnostics;
using System.Text.Json;

namespace DaprProcessing.Local.Host.Demo;

/// <summary>One document over HTTP as any client would do it: post, watch, fetch.</summary>
internal sealed class DemoRun(Uri gateway, IReadOnlyDictionary<string, string> options) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(5) };
    private readonly bool _live = !Console.IsOutputRedirected;

    public async Task<int> RunAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var accepted = await PostAsync();
        if (!accepted.RootElement.TryGetProperty("id", out var id))
        {
            return Fail(accepted.RootElement);
        }

        using var job = await WatchAsync(id.GetString()!);
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        if (Status(job) is "failed" or "cancelled")
        {
            return Fail(job.RootElement.TryGetProperty("error", out var error) ? error : job.RootElement);
        }

        var folder = Path.Combine(options["out"], id.GetString()!);
        using var result = await FetchAsync(id.GetString()!, folder);
        Summarise(job, result, elapsed, folder);
        return 0;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> PostAsync()
    {
        await using var file = File.OpenRead(options["file"]);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(options["pipeline"]), "pipeline" },
            { new StringContent(options["options"]), "options" },
            { new StreamContent(file), "file", Path.GetFileName(options["file"]) },
        };
        using var response = await _http.PostAsync("/v1/jobs", form);
        return await ReadAsync(response);
    }

    private async Task<JsonDocument> WatchAsync(string id)
    {
        while (true)
        {
            using var response = await _http.GetAsync($"/v1/jobs/{id}?wait=1");
            var job = await ReadAsync(response);
            ShowProgress(job.RootElement);
            if (Status(job) is not ("queued" or "running" or "cancelling"))
            {
                Console.WriteLine();
                return job;
            }

            job.Dispose();
        }
    }

    private void ShowProgress(JsonElement job)
    {
        var stages = job.GetProperty("stages").EnumerateArray().Select(stage =>
            $"{stage.GetProperty("name").GetString()} {stage.GetProperty("pagesDone")}/{(stage.TryGetProperty("pagesTotal", out var total) ? total : "?")}");
        var line = $"{job.GetProperty("status").GetString(),-10} {string.Join("   ", stages)}";
        Console.Write(_live ? $"\r{line,-100}" : line + Environment.NewLine);
    }

    private async Task<JsonDocument> FetchAsync(string id, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "pages"));
        var bytes = await _http.GetByteArrayAsync($"/v1/jobs/{id}/result");
        await File.WriteAllBytesAsync(Path.Combine(folder, "result.json"), bytes);
        var result = JsonDocument.Parse(bytes);
        foreach (var artifact in result.RootElement.GetProperty("artifacts").EnumerateArray())
        {
            var name = artifact.GetProperty("name").GetString()!;
            await using var content = await _http.GetStreamAsync($"/v1/jobs/{id}/artifacts/{name}");
            await using var file = File.Create(Path.Combine(folder, name));
            await content.CopyToAsync(file);
        }

        return result;
    }

    private static void Summarise(JsonDocument job, JsonDocument result, TimeSpan elapsed, string folder)
    {
        var root = result.RootElement;
        var pages = root.GetProperty("pagesTotal").GetInt32();
        var sources = root.GetProperty("textSources").EnumerateObject().Select(source => $"{source.Value} from {source.Name}");
        Console.WriteLine($"{Status(job)}: {pages} pages in {elapsed.TotalSeconds:F1} s ({pages / elapsed.TotalSeconds:F1} pages/s), {root.GetProperty("pagesFailed")} failed");
        Console.WriteLine($"text: {string.Join(", ", sources.DefaultIfEmpty("none asked for"))}");
        Console.WriteLine($"written to {folder}/");
    }

    private static int Fail(JsonElement problem)
    {
        var message = problem.TryGetProperty("message", out var text) || problem.TryGetProperty("detail", out text) ? text.GetString() : problem.ToString();
        var code = problem.TryGetProperty("code", out var name) ? name.GetString() : "failed";
        Console.Error.WriteLine($"dapr-processing: {code}: {message}");
        return 1;
    }

    private static string? Status(JsonDocument job) => job.RootElement.GetProperty("status").GetString();

    private static async Task<JsonDocument> ReadAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        return await JsonDocument.ParseAsync(body);
    }
}
