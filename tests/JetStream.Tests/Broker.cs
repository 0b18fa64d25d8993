using DaprProcessing.TestKit;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream.Tests;

/// <summary>A look behind the component, at the server itself.</summary>
internal sealed class Broker(string url) : IAsyncDisposable
{
    private readonly NatsConnection _connection = new(new NatsOpts { Url = url });

    public Broker(NatsServer server)
        : this(server.Url)
    {
    }

    public NatsJSContext JetStream => new(_connection);

    /// <summary>Null where there is no such stream.</summary>
    public async Task<StreamInfo?> FindStreamAsync(string name)
    {
        try
        {
            return (await JetStream.GetStreamAsync(name)).Info;
        }
        catch (NatsJSApiException absent) when (absent.Error.Code == 404)
        {
            return null;
        }
    }

    /// <summary>Null where there is no such consumer.</summary>
    public async Task<ConsumerInfo?> FindConsumerAsync(string stream, string consumer)
    {
        try
        {
            return (await JetStream.GetConsumerAsync(stream, consumer)).Info;
        }
        catch (NatsJSApiException absent) when (absent.Error.Code == 404)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
