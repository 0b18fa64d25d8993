// Sends a document to the platform, waits for its end, and saves its Markdown and its result.
//
//     dotnet run process.cs -- FILE [FOLDER]        GATEWAY=http://localhost:8080

using System.Text.Json.Nodes;

var (file, folder) = (args[0], args.ElementAtOrDefault(1) ?? "out");
var gateway = Environment.GetEnvironmentVariable("GATEWAY") ?? "http://localhost:8080";
using var http = new HttpClient { BaseAddress = new Uri(gateway), Timeout = TimeSpan.FromMinutes(2) };
try
{
    var job = await WaitAsync(await SubmitAsync());
    Console.WriteLine($"{job["id"]} {job["status"]}");
    if (job["error"] is { } error)
    {
        throw new HttpRequestException($"{error["code"]}: {error["message"]}");
    }

    Directory.CreateDirectory(folder);
    await SaveAsync($"{job["links"]!["artifacts"]}/document.md", "document.md");
    await SaveAsync($"{job["links"]!["result"]}", "result.json");
    return 0;
}
catch (HttpRequestException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}

async Task<JsonNode> SubmitAsync()
{
    using var body = new StreamContent(File.OpenRead(file));
    // Without an answer one may send this again under the same key: it stays one job.
    body.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
    var name = Uri.EscapeDataString(Path.GetFileName(file));
    using var answer = await http.PostAsync($"/v1/jobs?pipeline=document&filename={name}", body);
    return await JsonAsync(answer);
}

async Task<JsonNode> WaitAsync(JsonNode job)
{
    while (job["finishedAt"] is null)
    {
        using var answer = await http.GetAsync($"{job["links"]!["self"]}?wait=60");
        job = await JsonAsync(answer);
    }

    return job;
}

async Task SaveAsync(string path, string name)
{
    await using var saved = File.Create(Path.Combine(folder, name));
    await using var content = await http.GetStreamAsync(path);
    await content.CopyToAsync(saved);
}

static async Task<JsonNode> JsonAsync(HttpResponseMessage answer)
{
    var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    return answer.IsSuccessStatusCode
        ? json
        : throw new HttpRequestException($"{json["code"]}: {json["detail"] ?? json["title"]}");
}
