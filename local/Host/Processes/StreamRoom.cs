using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.Local.Host.Processes;

/// <summary>
/// Gives the broker's streams what the disk has to give, from time to time: a stream is made with what there was at that moment,
/// and would stay as small when room comes, and as large when others take the room. The broker is the platform's own, and so is
/// every stream of it.
/// </summary>
internal sealed partial class StreamRoom : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly int _streams;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;

    // Null until it is known: on a large disk nobody is asked again.
    private long? _given;

    /// <param name="folder">On the disk of the broker's store.</param>
    /// <param name="natsUrl">The broker's, with its token.</param>
    /// <param name="streams">How many share the disk, those that are yet to be made included.</param>
    public StreamRoom(string folder, string natsUrl, int streams, ILogger logger)
    {
        (_folder, _streams, _logger) = (folder, streams, logger);
        _watching = WatchAsync(natsUrl);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task WatchAsync(string natsUrl)
    {
        await using var connection = new NatsConnection(new NatsOpts { Url = natsUrl, MaxReconnectRetry = -1 });
        var jetStream = new NatsJSContext(connection);
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await FitAsync(jetStream, _stopping.Token);
            }
            catch (Exception later) when (later is NatsException or IOException && !_stopping.IsCancellationRequested)
            {
                // The broker is away or has no leader yet; it is asked again soon.
                _logger.LogDebug(later, "The streams keep their sizes for now");
            }
        }
        while (await timer.WaitForNextTickAsync(_stopping.Token));
    }

    private async Task FitAsync(NatsJSContext jetStream, CancellationToken cancellationToken)
    {
        var free = new DriveInfo(_folder).AvailableFreeSpace;
        if (_given == DataFolder.MostStreamBytes && DataFolder.ShareOf(free, _streams) == _given)
        {
            return;
        }

        var streams = new List<StreamInfo>();
        await foreach (var stream in jetStream.ListStreamsAsync(cancellationToken: cancellationToken))
        {
            streams.Add(stream.Info);
        }

        // What they hold already is theirs too.
        var share = DataFolder.ShareOf(free + streams.Sum(stream => stream.State.Bytes), Math.Max(_streams, streams.Count));
        foreach (var stream in streams.Where(stream => IsOff(stream.Config.MaxBytes, share)))
        {
            await jetStream.UpdateStreamAsync(stream.Config with { MaxBytes = share }, cancellationToken);
            LogFitted(_logger, stream.Config.Name!, share >> 20, stream.Config.MaxBytes >> 20);
        }

        _given = streams.Count == 0 ? null : share;
    }

    // What jobs write and delete meanwhile is no reason to ask the broker for a change.
    private static bool IsOff(long bytes, long share) => Math.Abs(bytes - share) > share / 8;

    [LoggerMessage(Level = LogLevel.Information, Message = "Stream {Stream} may hold {Now} MB, not {Before} MB")]
    private static partial void LogFitted(ILogger logger, string stream, long now, long before);
}
