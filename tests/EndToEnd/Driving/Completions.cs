using System.Text.Json;
using DaprProcessing.TestKit;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>What the platform tells, from the first word on: the stream keeps it for whoever comes.</summary>
internal sealed class Completions(NatsConnection connection) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly CancellationTokenSource _limit = new(Limit);
    private IAsyncEnumerator<INatsJSMsg<byte[]>>? _messages;

    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> isWanted)
    {
        _messages ??= await OpenAsync();
        while (await _messages.MoveNextAsync())
        {
            if (JsonSerializer.Deserialize<JsonElement>(_messages.Current.Data) is var message && isWanted(message))
            {
                return message;
            }
        }

        throw new InvalidOperationException("the completions have ended");
    }

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        _limit.Dispose();
    }

    private async Task<IAsyncEnumerator<INatsJSMsg<byte[]>>> OpenAsync()
    {
        var jetStream = new NatsJSContext(connection);
        await Eventually.Async(
            async () => await jetStream.ListStreamNamesAsync().ContainsAsync("COMPLETIONS"), Limit, "something is told");
        var consumer = await jetStream.CreateOrderedConsumerAsync(
            "COMPLETIONS", new NatsJSOrderedConsumerOpts { DeliverPolicy = ConsumerConfigDeliverPolicy.All });
        return consumer.ConsumeAsync<byte[]>(cancellationToken: _limit.Token).GetAsyncEnumerator(_limit.Token);
    }
}
