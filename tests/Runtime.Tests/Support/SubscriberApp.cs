using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Runtime.Tests.Support;

/// <summary>A request the app got.</summary>
public sealed record ReceivedRequest(string Method, string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

/// <summary>A real Kestrel app: answers /dapr/subscribe, keeps what it gets and answers as the test says.</summary>
public sealed class SubscriberApp : IAsyncDisposable
{
    private readonly WebApplication _web;

    private SubscriberApp(WebApplication web) => _web = web;

    public ConcurrentQueue<ReceivedRequest> Received { get; } = new();

    public Uri Address => new(_web.Urls.First());

    /// <param name="subscriptions">The JSON of /dapr/subscribe.</param>
    /// <param name="answer">Answers everything else; null answers 200.</param>
    /// <param name="port">0 takes a free one.</param>
    public static async Task<SubscriberApp> StartAsync(
        string subscriptions, Func<ReceivedRequest, HttpContext, Task>? answer = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var web = builder.Build();
        var app = new SubscriberApp(web);
        web.Run(async context =>
        {
            if (context.Request.Path == "/dapr/subscribe")
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(subscriptions);
                return;
            }

            if (context.Request.Path.StartsWithSegments("/dapr"))
            {
                context.Response.StatusCode = 404;
                return;
            }

            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var headers = context.Request.Headers
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var received = new ReceivedRequest(
                context.Request.Method, context.Request.Path + context.Request.QueryString, body.ToArray(), headers);
            app.Received.Enqueue(received);
            await (answer?.Invoke(received, context) ?? Task.CompletedTask);
        });
        await web.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _web.StopAsync(soon.Token);
        await _web.DisposeAsync();
    }
}
