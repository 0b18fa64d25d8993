using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Platform.Jobs;

/// <summary>What clients of the broker published, kept by the stage that got it until the gateway has judged it.</summary>
public sealed class BrokerMessageStore(IObjectStore objects, TimeProvider time)
{
    public Task KeepAsync(string topic, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var message = new BrokerMessage(time.GetUtcNow(), topic, body);
        return objects.PutJsonAsync(BrokerMessageKeys.Of(message), message, cancellationToken);
    }

    /// <summary>Keys, the longest kept first.</summary>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken) =>
        objects.ListAsync(BrokerMessageKeys.Prefix, after: null, cancellationToken);

    /// <summary>Null for one that is not there any more.</summary>
    public Task<BrokerMessage?> FindAsync(string key, CancellationToken cancellationToken) =>
        objects.FindJsonAsync<BrokerMessage>(key, cancellationToken);

    public Task DropAsync(string key, CancellationToken cancellationToken) => objects.DeleteAsync(key, cancellationToken);
}
