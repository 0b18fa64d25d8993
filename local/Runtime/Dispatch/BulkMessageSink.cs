using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Collects messages for one route, up to a count or a wait, and posts them in one call with a verdict for each.</summary>
internal sealed class BulkMessageSink : IMessageSink, IAsyncDisposable
{
    private readonly AppChannel _channel;
    private readonly SubscriptionDefinition _subscription;
    private readonly BulkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<BulkEntry> _waiting = Channel.CreateUnbounded<BulkEntry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    public BulkMessageSink(AppChannel channel, SubscriptionDefinition subscription, BulkOptions options, TimeProvider time, ILogger logger)
    {
        (_channel, _subscription, _options, _time, _logger) = (channel, subscription, options, time, logger);
        _loop = Task.Run(RunAsync);
    }

    public async Task<AppAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var entry = new BulkEntry(Guid.NewGuid().ToString(), message, cancellationToken);
        return _waiting.Writer.TryWrite(entry)
            ? await entry.Answer.Task.WaitAsync(cancellationToken)
            : throw new DeliveryFailedException("the subscription has ended", AppLoss.BeforeCall);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var calls = new List<Task>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var batch = await CollectAsync();
            foreach (var route in batch.GroupBy(entry => entry.Message.Path))
            {
                calls.Add(PostAsync(route.Key, [.. route]));
            }

            calls.RemoveAll(call => call.IsCompleted);
        }

        await Task.WhenAll(calls);
    }

    private async Task<List<BulkEntry>> CollectAsync()
    {
        var batch = new List<BulkEntry>();
        using var timer = new CancellationTokenSource(_options.MaxWait, _time);
        while (batch.Count < _options.MaxMessages)
        {
            if (_waiting.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
                continue;
            }

            try
            {
                if (!await _waiting.Reader.WaitToReadAsync(timer.Token))
                {
                    break;
                }
            }
            catch (OperationCanceledException)
            {
                // The wait is over: what is here goes.
                break;
            }
        }

        return batch;
    }

    private async Task PostAsync(string path, List<BulkEntry> entries)
    {
        try
        {
            await AppFailure.ThrowUnlessOpenAsync(_channel.Gate, entries[0].CancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_channel.Address, path));
            request.Content = new ReadOnlyMemoryContent(Body(entries));
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.TryAddWithoutValidation("pubsubName", _subscription.PubSubName);
            using var slot = await _channel.EnterAsync(entries[0].CancellationToken);
            using var response = await _channel.SendAsync(request, entries[0].CancellationToken);
            await BulkAnswers.ApplyAsync(response, entries);
        }
        catch (HttpRequestException failure)
        {
            Fail(AppFailure.From(failure));
        }
        catch (DeliveryFailedException failure)
        {
            Fail(failure);
        }
        catch (Exception failure)
        {
            // Every entry has a caller that waits: whatever went wrong, each must hear of it.
            _logger.LogWarning(failure, "bulk delivery to {Path} failed", path);
            Fail(new DeliveryFailedException(failure.Message, AppLoss.MidCall, failure));
        }

        void Fail(DeliveryFailedException failure) => entries.ForEach(entry => entry.Answer.TrySetException(failure));
    }

    private ReadOnlyMemory<byte> Body(List<BulkEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>(entries.Sum(entry => entry.Message.Delivery.Data.Length + 256));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, Guid.NewGuid().ToString());
            json.WriteString("type"u8, "com.dapr.event.sent.bulk"u8);
            json.WriteString("topic"u8, _subscription.Topic);
            json.WriteString("pubsubname"u8, _subscription.PubSubName);
            json.WriteStartObject("metadata"u8);
            json.WriteString("pubsubName"u8, _subscription.PubSubName);
            json.WriteEndObject();
            json.WriteStartArray("entries"u8);
            foreach (var entry in entries)
            {
                WriteEntry(json, entry);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteEntry(Utf8JsonWriter json, BulkEntry entry)
    {
        var delivery = entry.Message.Delivery;
        json.WriteStartObject();
        json.WriteString("entryId"u8, entry.Id);
        if (_subscription.IsRawPayload)
        {
            json.WriteBase64String("event"u8, delivery.Data.Span);
            json.WriteString("contentType"u8, "application/octet-stream"u8);
        }
        else
        {
            json.WritePropertyName("event"u8);
            // The dispatcher has read it as JSON already.
            json.WriteRawValue(delivery.Data.Span, skipInputValidation: true);
            json.WriteString("contentType"u8, "application/cloudevents+json"u8);
        }

        json.WriteStartObject("metadata"u8);
        foreach (var (name, value) in delivery.Metadata)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
