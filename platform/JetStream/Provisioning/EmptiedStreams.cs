using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream;

/// <summary>
/// Has the server give up what messages leave of themselves that are done: acknowledged, they stay in the file of their block
/// until that is full, which of a quiet queue is never, and a small document's text with them.
/// </summary>
internal sealed partial class EmptiedStreams(BrokerConnection connection, ILogger logger)
{
    /// <summary>Between two looks at a stream: busy consumers come here with every message.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Look> _looks = new();

    /// <summary>
    /// To be called now and then. Looks at most every few seconds, and does nothing while a message waits or is at work.
    /// </summary>
    public async Task EraseAsync(string stream, CancellationToken cancellationToken)
    {
        var look = _looks.GetValueOrDefault(stream, new Look(At: null, ErasedTo: 0));
        if (look.At is { } lookedAt && Stopwatch.GetElapsedTime(lookedAt) < LookEvery)
        {
            return;
        }

        _looks[stream] = look with { At = Stopwatch.GetTimestamp() };
        try
        {
            await EraseAsync(stream, look, cancellationToken);
        }
        catch (NatsJSApiException exception)
        {
            // The account may do without the right to: then the server's own compaction has to do.
            _looks[stream] = look with { At = long.MaxValue };
            LogRefused(stream, exception.Error.Description ?? exception.Message);
        }
    }

    private async Task EraseAsync(string name, Look look, CancellationToken cancellationToken)
    {
        var stream = await connection.CallAsync(
            (jetStream, token) => jetStream.GetStreamAsync(name, cancellationToken: token), cancellationToken);
        if (stream.Info is not { Config.Retention: StreamConfigRetention.Workqueue, State: { Messages: 0, LastSeq: var last } }
            || last == look.ErasedTo)
        {
            return;
        }

        // What is published meanwhile has a higher number, and stays.
        await connection.CallAsync(
            (jetStream, token) => jetStream.PurgeStreamAsync(name, new StreamPurgeRequest { Seq = last + 1 }, token),
            cancellationToken);
        _looks[name] = _looks[name] with { ErasedTo = last };
    }

    [LoggerMessage(
        LogLevel.Information,
        "Stream {Stream} cannot be purged, so what is done stays in its files until they are full: {Reason}")]
    private partial void LogRefused(string stream, string reason);

    /// <param name="At">When; in ticks of the stopwatch.</param>
    /// <param name="ErasedTo">The stream's last number at the last purge.</param>
    private sealed record Look(long? At, ulong ErasedTo);
}
