using Microsoft.Extensions.Logging;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream;

/// <summary>
/// Empties a work queue whose messages its server counts and cannot read. nats-server 2.9 comes back so from a loss of power
/// between two writes: the stream takes whatever is published, and delivers none of it until it has been purged.
/// </summary>
internal sealed partial class UnreadableMessages(BrokerConnection connection, ILogger logger)
{
    /// <summary>Between two looks: a message that was only taken meanwhile is not first both times.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>To be called where a consumer had nothing to deliver for a while.</summary>
    public async Task PurgeAsync(string stream, CancellationToken cancellationToken)
    {
        if (await FirstUnreadableAsync(stream, cancellationToken) is not { } first)
        {
            return;
        }

        await Task.Delay(Pause, cancellationToken);
        if (await FirstUnreadableAsync(stream, cancellationToken) == first)
        {
            var purged = await connection.CallAsync(
                (jetStream, token) => jetStream.PurgeStreamAsync(stream, new StreamPurgeRequest(), token), cancellationToken);
            LogPurged(stream, purged.Purged, first);
        }
    }

    /// <summary>
    /// The number of the stream's first message where the server has none by that number; null where all is well.
    /// </summary>
    private async Task<ulong?> FirstUnreadableAsync(string name, CancellationToken cancellationToken)
    {
        var stream = await connection.CallAsync(
            (jetStream, token) => jetStream.GetStreamAsync(name, cancellationToken: token), cancellationToken);
        if (stream.Info is not
            { Config.Retention: StreamConfigRetention.Workqueue, State: { Messages: > 0, FirstSeq: var first } })
        {
            return null;
        }

        try
        {
            await connection.CallAsync(
                (_, token) => stream.GetAsync(new StreamMsgGetRequest { Seq = first }, token), cancellationToken);
            return null;
        }
        catch (NatsJSApiException exception) when (exception.Error.ErrCode == JetStreamErrorCodes.NoMessageFound)
        {
            return first;
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "Stream {Stream} counts messages from {First} on that its server cannot read; purged {Count}, what is needed is "
            + "sent again")]
    private partial void LogPurged(string stream, long count, ulong first);
}
