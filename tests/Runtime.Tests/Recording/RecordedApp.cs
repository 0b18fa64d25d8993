using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Runtime.Tests.Recording;

/// <summary>
/// The app that was behind the recorded daprd: it answers a message as the message's data says, and keeps every request.
/// </summary>
public sealed class RecordedApp : IAsyncDisposable
{
    // What belongs to the HTTP client and not to Dapr.
    private static readonly string[] Passing = ["accept-encoding", "content-length", "deliverycount", "host", "user-agent"];

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<RecordedDelivery> _deliveries = new();
    private readonly ConcurrentDictionary<string, bool> _failedOnce = new();

    private RecordedApp(WebApplication web) => _web = web;

    public IReadOnlyList<RecordedDelivery> Deliveries => [.. _deliveries];

    public static async Task<RecordedApp> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = new RecordedApp(builder.Build());
        app._web.Run(app.HandleAsync);
        await app._web.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var (status, answer) = Answer(context.Request.Path, body);
        var headers = context.Request.Headers.Where(header => !Passing.Contains(header.Key.ToLowerInvariant()))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        _deliveries.Enqueue(
            new(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body, status));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        if (status != 204)
        {
            await context.Response.WriteAsync(answer);
        }
    }

    private (int Status, string Body) Answer(PathString path, string body) => path.Value switch
    {
        "/dapr/config" => (404, ""),
        "/dapr/subscribe" => (200, """[{"pubsubname":"pubsub","topic":"p.a","route":"/on"}]"""),
        "/teapot" => (418, "no"),
        "/on" => Word(body) switch
        {
            "RETRY" when _failedOnce.TryAdd("RETRY", true) => (200, """{"status":"RETRY"}"""),
            "DROP" => (200, """{"status":"DROP"}"""),
            "404" => (404, ""),
            "500" when _failedOnce.TryAdd("500", true) => (500, ""),
            "204" => (204, ""),
            _ => (200, ""),
        },
        _ => (200, "{}"),
    };

    private static string? Word(string body) =>
        JsonDocument.Parse(body).RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("do", out var word) ? word.GetString() : null;
}
