using DaprProcessing.JetstreamComponent.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.JetstreamComponent.Sidecar;

/// <summary>
/// Finds a daprd that is well and takes no messages, and asks it to start again: after a component was killed and came back,
/// daprd neither tells it its settings nor opens a stream, ever, and calls itself healthy.
/// </summary>
internal sealed partial class DeafSidecarWatch(
    IHttpClientFactory clients, IOptions<ComponentOptions> options, TimeProvider time, ILogger<DeafSidecarWatch> logger)
    : BackgroundService
{
    private const string TokenHeader = "dapr-api-token";

    // One that is asked and goes on as it was has other reasons, such as no component file of this type.
    private static readonly TimeSpan BeforeAskingAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private bool _initialised;
    private int _streams;
    private long _silentSince = time.GetTimestamp();
    private bool _hadStream;

    /// <summary>The sidecar was found deaf and has not been heard of since.</summary>
    public bool IsDeaf { get; private set; }

    public void Initialised()
    {
        lock (_lock)
        {
            (_initialised, _hadStream, IsDeaf) = (true, _streams > 0, false);
        }
    }

    public void StreamOpened()
    {
        lock (_lock)
        {
            _streams++;
            (_hadStream, IsDeaf) = (true, false);
        }
    }

    public void StreamEnded()
    {
        lock (_lock)
        {
            _streams--;
            _silentSince = time.GetTimestamp();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WatchAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends, or did not start: no failure of the watch.
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(options.Value.DeafAfter / 5, time);
        while (await ticks.WaitForNextTickAsync(stoppingToken))
        {
            if (!IsSilent() || !await AskSidecarAsync(HttpMethod.Get, "/v1.0/healthz", stoppingToken))
            {
                continue;
            }

            if (!await IsAppWellAsync(stoppingToken))
            {
                // A sidecar that checks its app ends the streams of one that is away, and opens them again by itself.
                lock (_lock)
                {
                    _silentSince = time.GetTimestamp();
                }
            }
            else if (IsSilent())
            {
                IsDeaf = true;
                LogDeaf(options.Value.DaprHttpPort);
                await AskSidecarAsync(HttpMethod.Post, "/v1.0/shutdown", stoppingToken);
                await Task.Delay(BeforeAskingAgain, time, stoppingToken);
            }
        }
    }

    private async Task<bool> IsAppWellAsync(CancellationToken cancellationToken)
    {
        if (options.Value.AppHealth is not { } app)
        {
            return true;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, app);
        return await SendAsync(request, cancellationToken);
    }

    // An app without subscriptions opens no stream, so only a stream that was there can be missing.
    private bool IsSilent()
    {
        lock (_lock)
        {
            return (!_initialised || _hadStream) && _streams == 0
                && time.GetElapsedTime(_silentSince) >= options.Value.DeafAfter;
        }
    }

    private async Task<bool> AskSidecarAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{options.Value.DaprHttpPort}{path}");
        if (options.Value.DaprApiToken is { Length: > 0 } token)
        {
            request.Headers.Add(TokenHeader, token);
        }

        return await SendAsync(request, cancellationToken);
    }

    private async Task<bool> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(AnswerTimeout);
        try
        {
            using var client = clients.CreateClient();
            using var answer = await client.SendAsync(request, timeout.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The sidecar on port {Port} is healthy and takes no messages from this process: it is asked "
        + "to shut down, so that whoever runs it starts it again")]
    private partial void LogDeaf(int port);
}
