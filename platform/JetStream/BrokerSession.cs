using Microsoft.Extensions.Logging;

namespace DaprProcessing.JetStream;

/// <summary>What exists between Init and Dispose.</summary>
internal sealed record BrokerSession(
    JetStreamSettings Settings,
    BrokerConnection Connection,
    StreamProvisioner Streams,
    ConsumerProvisioner Consumers,
    UnreadableMessages Unreadable,
    EmptiedStreams Emptied,
    Publisher Publisher,
    InProgressHeartbeat Heartbeat) : IAsyncDisposable
{
    public static BrokerSession Open(JetStreamSettings settings, ILogger logger)
    {
        var connection = new BrokerConnection(settings.Connection, settings.ApiPrefix, logger);
        var streams = new StreamProvisioner(connection, settings, logger);
        return new(
            settings,
            connection,
            streams,
            new ConsumerProvisioner(connection, streams, settings, logger),
            new UnreadableMessages(connection, logger),
            new EmptiedStreams(connection, logger),
            new Publisher(connection, streams, settings),
            new InProgressHeartbeat(connection));
    }

    public async ValueTask DisposeAsync()
    {
        Heartbeat.Dispose();
        await Connection.DisposeAsync();
        Streams.Dispose();
    }
}
