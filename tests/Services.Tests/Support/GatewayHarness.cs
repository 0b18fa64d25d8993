using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Gateway;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Support;

/// <summary>The gateway on a runtime in memory, with an orchestrator that only says yes: what is accepted stays queued.</summary>
public sealed class GatewayHarness : IAsyncDisposable
{
    private GatewayHarness(InMemoryRuntime runtime, WebApplication app, HttpClient http) =>
        (Runtime, App, Http) = (runtime, app, http);

    /// <summary>The gateway itself, to ask for its routes.</summary>
    public WebApplication App { get; }

    public InMemoryRuntime Runtime { get; }

    public HttpClient Http { get; }

    /// <summary>A document of one page.</summary>
    public static byte[] Pdf { get; } = new PdfBuilder().Page(page => page.Text(72, 700, "Hello")).Build();

    /// <param name="settings">As <c>Gateway:MaxUploadBytes=10</c>.</param>
    public static Task<GatewayHarness> StartAsync(params string[] settings) => StartAsync(() => Results.Accepted(), settings);

    /// <param name="orchestrator">What the orchestrator makes of every command.</param>
    public static async Task<GatewayHarness> StartAsync(Delegate orchestrator, params string[] settings)
    {
        var runtime = await InMemoryRuntime.StartAsync(
            AppIds.Gateway, AppIds.Orchestrator, AppIds.PdfToPng, "png-to-text", "tts");
        try
        {
            await runtime.StartAppAsync(AppIds.Orchestrator, Orchestrator(orchestrator));
            var gateway = GatewayService.Build(runtime.Arguments(AppIds.Gateway, settings));
            var address = await runtime.StartAppAsync(AppIds.Gateway, gateway);
            return new GatewayHarness(runtime, gateway, new HttpClient { BaseAddress = address });
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Orchestrator(Delegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/jobs/{tenant}/{id}/{command}", answer);
        return app;
    }

    /// <summary>
    /// Ends a job that the orchestrator left queued, with these artifacts; without any, it has failed and has no result.
    /// </summary>
    public async Task<string> FinishAsync(params (string Name, string MediaType, byte[] Content)[] artifacts)
    {
        var id = (await SubmitAsync()).GetProperty("id").GetString()!;
        var key = JobKeys.Record(new JobId("local", id));
        var record = (await Runtime.FindStateAsync(key))!.Value.Deserialize<JobRecord>(ServiceHost.Json)!;
        var status = artifacts.Length > 0 ? JobStatus.Succeeded : JobStatus.Failed;
        await Runtime.SaveStateAsync(key, record with { Status = status, FinishedAt = DateTimeOffset.UtcNow });
        foreach (var (name, _, content) in artifacts)
        {
            Put(JobKeys.Artifact(new JobId("local", id), name), content);
        }

        if (artifacts.Length > 0)
        {
            var listed = artifacts.Select(artifact =>
                new Artifact(artifact.Name, artifact.MediaType, artifact.Content.Length)).ToList();
            var result = new JobResult("document", 1, 0, new Dictionary<string, int>(), [], listed, []);
            Put($"local/{id}/result/{JobResult.Name}", JsonSerializer.SerializeToUtf8Bytes(result, ServiceHost.Json));
        }

        return $"/v1/jobs/{id}";
    }

    /// <summary>Stores an object as a stage would.</summary>
    public void Put(string key, byte[] content)
    {
        var path = Path.Combine(Runtime.ObjectFolder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>A request with headers, as <c>Range: bytes=0-4</c>.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params string[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':');
            Assert.True(request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim()), header);
        }

        return await Http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> PostRawAsync(
        byte[] body, string query = "", string path = "/v1/jobs", string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path + query) { Content = new ByteArrayContent(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Posts a body under a content type as it is, well formed or not.</summary>
    public async Task<HttpResponseMessage> PostAsAsync(string contentType, byte[] body, string path = "/v1/jobs")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await Http.PostAsync(path, content);
    }

    public Task<HttpResponseMessage> PostJsonAsync(string json) => PostAsAsync("application/json", Encoding.UTF8.GetBytes(json));

    /// <summary>Submits a document that is to be accepted.</summary>
    public async Task<JsonElement> SubmitAsync(string query = "", byte[]? body = null, string? idempotencyKey = null)
    {
        using var response = await PostRawAsync(body ?? Pdf, query, idempotencyKey: idempotencyKey);
        return await AcceptedAsync(response, 202);
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(path);

    public static async Task<JsonElement> AcceptedAsync(HttpResponseMessage response, int status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Checks that the answer is a problem document, and returns its detail.</summary>
    public static async Task<string> ProblemAsync(HttpResponseMessage response, int status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.True(problem.TryGetProperty("retryable", out _) && problem.TryGetProperty("category", out _), body);
        return problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : "";
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Runtime.DisposeAsync();
    }
}

/// <summary>A gateway for the tests of one class that do not mind each other's jobs.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    public GatewayHarness Gateway { get; private set; } = null!;

    public async Task InitializeAsync() => Gateway = await GatewayHarness.StartAsync("Gateway:MaxUploadBytes=100000");

    public Task DisposeAsync() => Gateway.DisposeAsync().AsTask();
}
