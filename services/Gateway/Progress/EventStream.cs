using System.Text.Json;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway.Progress;

/// <summary>Server-sent events on their way to one caller.</summary>
internal sealed class EventStream(HttpResponse response, TimeProvider time)
{
    public const string MediaType = "text/event-stream";
    public const string LastEventId = "Last-Event-ID";

    /// <summary>A proxy that gathers a few kilobytes before it passes them on would hold lines and events back.</summary>
    public const string Buffering = "X-Accel-Buffering";

    public const string Unbuffered = "no";

    /// <summary>Shorter than the patience of proxies with a silent connection, a minute for most.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private long _lastWrite = time.GetTimestamp();

    /// <summary>Sends the headers: the caller knows that it is heard before there is anything to say.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers[Buffering] = Unbuffered;
        return response.Body.FlushAsync(cancellationToken);
    }

    public async Task SendAsync<T>(string name, string id, T data, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(data, ServiceHost.Json);
        await response.WriteAsync($"event: {name}\nid: {id}\ndata: {json}\n\n", cancellationToken);
        await FlushAsync(cancellationToken);
    }

    /// <summary>A comment, where nothing was sent for long.</summary>
    public async Task StayAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_lastWrite) >= KeepAlive)
        {
            await response.WriteAsync(":\n\n", cancellationToken);
            await FlushAsync(cancellationToken);
        }
    }

    private Task FlushAsync(CancellationToken cancellationToken)
    {
        _lastWrite = time.GetTimestamp();
        return response.Body.FlushAsync(cancellationToken);
    }
}
