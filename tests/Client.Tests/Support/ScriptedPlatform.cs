using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Client.Tests.Support;

/// <summary>A server that answers as a test says, over real connections, and keeps what it was asked.</summary>
internal sealed class ScriptedPlatform : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();

    private ScriptedPlatform(WebApplication app) => _app = app;

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public Uri Address => new(_app.Urls.First());

    public static async Task<ScriptedPlatform> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var platform = new ScriptedPlatform(builder.Build());
        platform._app.Run(platform.AnswerAsync);
        await platform._app.StartAsync();
        return platform;
    }

    /// <summary>The next answer; the last one stays for all that follow.</summary>
    public ScriptedPlatform Then(Func<HttpContext, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public ScriptedPlatform Then(
        int status, string json = "{}", string contentType = "application/json", params (string Name, string Value)[] headers) =>
        Then(async context =>
        {
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
            await context.Response.WriteAsync(json);
        });

    public ScriptedPlatform ThenProblem(int status, string json, params (string Name, string Value)[] headers) =>
        Then(status, json, "application/problem+json", headers);

    /// <summary>The connection breaks in the middle of an answer.</summary>
    public ScriptedPlatform ThenCutOff() => Then(async context =>
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("{\"id\":");
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    public DocumentService Connect(Action<DocumentServiceOptions>? configure = null)
    {
        var options = new DocumentServiceOptions { Endpoint = Address };
        configure?.Invoke(options);
        return new DocumentService(options);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        Requests.Enqueue(
            new Asked($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", headers, body.ToArray()));
        if (!(_answers.Count > 1 ? _answers.TryDequeue(out var answer) : _answers.TryPeek(out answer)))
        {
            throw new InvalidOperationException("no answer is set");
        }

        await answer(context);
    }
}

/// <param name="Line">Method, path and query.</param>
internal sealed record Asked(string Line, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.Latin1.GetString(Body);
}
