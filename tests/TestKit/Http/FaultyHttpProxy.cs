using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.TestKit.Http;

/// <summary>
/// An HTTP server that passes requests on to another, byte for byte and with the Host header as sent (S3 signatures cover it),
/// and commits faults on those a test picks.
/// </summary>
public sealed class FaultyHttpProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Uri _target;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None,
        });
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private Func<HttpRequest, HttpFault?> _pick = _ => null;
    private int _committed;

    private FaultyHttpProxy(string target, WebApplication app) => (_target, _app) = (new Uri(target), app);

    /// <summary>Without a trailing slash.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Faults committed since the last change of mind.</summary>
    public int Committed => Volatile.Read(ref _committed);

    public static async Task<FaultyHttpProxy> StartAsync(string target)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var proxy = new FaultyHttpProxy(target, app);
        app.Run(proxy.AnswerAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>From now on: the fault for the first <paramref name="times"/> requests that fit.</summary>
    public void Commit(HttpFault fault, int times = int.MaxValue, Func<HttpRequest, bool>? where = null) =>
        Pick(request => Committed < times && where?.Invoke(request) != false ? fault : null);

    /// <summary>From now on: what <paramref name="pick"/> says for each request, or nothing.</summary>
    public void Pick(Func<HttpRequest, HttpFault?> pick)
    {
        lock (_gate)
        {
            (_pick, _committed) = (pick, 0);
        }
    }

    /// <summary>From now on everything is passed on as it is.</summary>
    public void Heal() => Pick(_ => null);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        _http.Dispose();
        _closing.Dispose();
    }

    private HttpFault? FaultFor(HttpRequest request)
    {
        lock (_gate)
        {
            var fault = _pick(request);
            _committed += fault is null ? 0 : 1;
            return fault;
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var sent = body.ToArray();
        var fault = FaultFor(context.Request);
        switch (fault)
        {
            case HttpFault.Refuse(var status, var text):
                context.Response.StatusCode = status;
                await context.Response.WriteAsync(text);
                return;
            case HttpFault.Delay(var wait):
                await Task.Delay(wait, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case HttpFault.FlipRequest when sent.Length > 0:
                sent[sent.Length / 2] ^= 1;
                break;
        }

        using var request = Copy(context.Request, sent);
        using var answer = await _http.SendAsync(request);
        if (fault is HttpFault.LoseReply)
        {
            context.Abort();
            return;
        }

        await ReplyAsync(context, answer, fault);
    }

    private HttpRequestMessage Copy(HttpRequest request, byte[] body)
    {
        var copy = new HttpRequestMessage(
            new HttpMethod(request.Method), new Uri(_target, new Uri(request.GetEncodedUrl()).PathAndQuery));
        if (body.Length > 0 || request.ContentLength is not null)
        {
            copy.Content = new ByteArrayContent(body);
        }

        foreach (var (name, values) in request.Headers.Where(
            header => header.Key is not ("Transfer-Encoding" or "Connection" or "Expect")))
        {
            if (!copy.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                copy.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return copy;
    }

    private async Task ReplyAsync(HttpContext context, HttpResponseMessage answer, HttpFault? fault)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(
            header => header.Key is not ("Transfer-Encoding" or "Connection")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (context.Request.Method == "HEAD" || body.Length == 0)
        {
            return;
        }

        body[body.Length / 2] ^= fault is HttpFault.Flip ? (byte)1 : (byte)0;
        var half = fault is HttpFault.Stall or HttpFault.Truncate;
        await context.Response.Body.WriteAsync(half ? body.AsMemory(0, body.Length / 2) : body);
        await context.Response.Body.FlushAsync();
        if (fault is HttpFault.Stall)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (half)
        {
            context.Abort();
        }
    }
}
