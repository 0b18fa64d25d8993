using System.Text.Json;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway.Progress;

/// <summary>Lines of JSON on their way to one caller, with an empty one where the next takes long.</summary>
internal sealed class LineStream(HttpResponse response, TimeProvider time)
{
    public const string MediaType = "application/x-ndjson";

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private long _lastWrite = time.GetTimestamp();

    /// <summary>Sends the headers: the caller knows that it is heard before there is anything to say.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers[EventStream.Buffering] = EventStream.Unbuffered;
        return response.Body.FlushAsync(cancellationToken);
    }

    public async Task SendAsync<T>(T line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(response.Body, line, ServiceHost.Json, cancellationToken);
        await EndAsync(cancellationToken);
    }

    /// <summary>An empty line, where nothing was sent for long.</summary>
    public Task StayAsync(CancellationToken cancellationToken) =>
        time.GetElapsedTime(_lastWrite) < EventStream.KeepAlive ? Task.CompletedTask : EndAsync(cancellationToken);

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(LineEnd, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        _lastWrite = time.GetTimestamp();
    }
}
