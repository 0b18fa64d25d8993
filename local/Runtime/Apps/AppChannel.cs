using System.Net;
using System.Net.Sockets;

namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>
/// The way from the runtime to one app: pooled connections, the app's token, and its bound on concurrent calls.
/// </summary>
internal sealed class AppChannel : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker _invoker;
    private readonly SemaphoreSlim? _slots;
    private readonly string? _token;

    public AppChannel(AppOptions app, Uri address)
    {
        Address = address;
        MaxConcurrency = app.AppMaxConcurrency;
        _token = app.AppApiToken;
        _slots = app.AppMaxConcurrency is > 0 and { } bound ? new SemaphoreSlim(bound, bound) : null;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            MaxConnectionsPerServer = 1024,
            UseCookies = false,
            UseProxy = false,
        });
    }

    public Uri Address { get; }

    public int? MaxConcurrency { get; }

    public DeliveryGate Gate { get; } = new();

    /// <summary>Waits for a free slot; dispose the result when the answer has been read.</summary>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (_slots is null)
        {
            return null;
        }

        await _slots.WaitAsync(cancellationToken);
        return new Slot(_slots);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_token is not null)
        {
            request.Headers.TryAddWithoutValidation("dapr-api-token", _token);
        }

        return _invoker.SendAsync(request, cancellationToken);
    }

    /// <summary>Opens a connection that carries nothing; null where nobody listens.</summary>
    public async Task<Socket?> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Address.Host, Address.Port, cancellationToken);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _invoker.Dispose();
        _slots?.Dispose();
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
