using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Local.JetStream.Client;

namespace DaprProcessing.Local.JetStream.Api;

/// <summary>The JetStream API over one connection: publish with acknowledgement, streams, consumers.</summary>
/// <param name="connection">Shared; not disposed here.</param>
/// <param name="apiPrefix"><c>$JS.API</c>, or <c>$JS.{domain}.API</c>.</param>
public sealed class JetStreamClient(NatsConnection connection, string apiPrefix = JetStreamClient.DefaultApiPrefix)
{
    public const string DefaultApiPrefix = "$JS.API";

    /// <summary>For one API call.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public NatsConnection Connection => connection;

    /// <summary>Where a pull request for the consumer goes.</summary>
    public string NextSubject(string stream, string consumer) => $"{apiPrefix}.CONSUMER.MSG.NEXT.{stream}.{consumer}";

    /// <summary>
    /// Stores a message; returns once the server says so. Throws <see cref="NatsNoRespondersException"/> where no stream
    /// takes the subject and <see cref="JetStreamApiException"/> where the stream refuses.
    /// </summary>
    public async Task<PublishAck> PublishAsync(
        string subject, ReadOnlyMemory<byte> data, PublishOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PublishOptions();
        var answer = await connection.RequestAsync(subject, data, options.Timeout, options.ToHeaders(), cancellationToken).ConfigureAwait(false);

        // A refusal carries "seq": 0 beside "error", so the error is looked for first.
        var body = ParseAnswer(subject, answer);
        return body.Deserialize<PublishAck>(ApiJson.Options) is { Stream.Length: > 0 } ack
            ? ack
            : throw new NatsProtocolException($"the answer to a publish on '{subject}' is not an acknowledgement; is something else listening there?");
    }

    public async Task<StreamInfo> CreateStreamAsync(StreamConfig config, CancellationToken cancellationToken = default) =>
        ToStream(await CallAsync($"STREAM.CREATE.{config.Name}", config, cancellationToken).ConfigureAwait(false));

    /// <summary>Takes the whole configuration: start from <see cref="StreamInfo.Config"/>.</summary>
    public async Task<StreamInfo> UpdateStreamAsync(JsonObject config, CancellationToken cancellationToken = default) =>
        ToStream(await CallAsync($"STREAM.UPDATE.{(string?)config["name"]}", config, cancellationToken).ConfigureAwait(false));

    /// <summary>Null where there is no such stream.</summary>
    public async Task<StreamInfo?> FindStreamAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return ToStream(await CallAsync($"STREAM.INFO.{name}", null, cancellationToken).ConfigureAwait(false));
        }
        catch (JetStreamApiException exception) when (exception.ErrorCode == JetStreamErrorCodes.StreamNotFound)
        {
            return null;
        }
    }

    /// <summary>The stream that stores that subject, or null.</summary>
    public async Task<string?> FindStreamBySubjectAsync(string subject, CancellationToken cancellationToken = default)
    {
        var body = await CallAsync("STREAM.NAMES", new JsonObject { ["subject"] = subject }, cancellationToken).ConfigureAwait(false);
        return body["streams"] is JsonArray { Count: > 0 } names ? (string?)names[0] : null;
    }

    /// <summary>Removes every message; returns how many.</summary>
    public async Task<long> PurgeStreamAsync(string name, CancellationToken cancellationToken = default) =>
        (long?)(await CallAsync($"STREAM.PURGE.{name}", null, cancellationToken).ConfigureAwait(false))["purged"] ?? 0;

    public async Task DeleteStreamAsync(string name, CancellationToken cancellationToken = default) =>
        await CallAsync($"STREAM.DELETE.{name}", null, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Creates the consumer, or brings an existing one to the settings that may change (ackWait, maxDeliver, maxAckPending,
    /// filter); what is fixed at creation stays as it is.
    /// </summary>
    public async Task<ConsumerInfo> CreateOrUpdateConsumerAsync(string stream, ConsumerConfig config, CancellationToken cancellationToken = default)
    {
        var wanted = JsonSerializer.SerializeToNode(config, ApiJson.Options)!.AsObject();
        if (await FindConsumerAsync(stream, config.DurableName, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            var merged = existing.Config.DeepClone().AsObject();
            foreach (var name in new[] { "ack_wait", "max_deliver", "max_ack_pending", "filter_subject" })
            {
                merged[name] = wanted[name]?.DeepClone();
            }

            if (JsonNode.DeepEquals(merged, existing.Config))
            {
                return existing;
            }

            wanted = merged;
        }

        // The named form came with 2.9; older servers know only the durable one.
        var verb = connection.Server?.IsAtLeast(2, 9) ?? true ? "CONSUMER.CREATE" : "CONSUMER.DURABLE.CREATE";
        var request = new JsonObject { ["stream_name"] = stream, ["config"] = wanted };
        if (verb == "CONSUMER.CREATE")
        {
            wanted["name"] = config.DurableName;
        }

        return ToConsumer(await CallAsync($"{verb}.{stream}.{config.DurableName}", request, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Null where the stream or the consumer is not there.</summary>
    public async Task<ConsumerInfo?> FindConsumerAsync(string stream, string consumer, CancellationToken cancellationToken = default)
    {
        try
        {
            return ToConsumer(await CallAsync($"CONSUMER.INFO.{stream}.{consumer}", null, cancellationToken).ConfigureAwait(false));
        }
        catch (JetStreamApiException exception)
            when (exception.ErrorCode is JetStreamErrorCodes.ConsumerNotFound or JetStreamErrorCodes.StreamNotFound)
        {
            return null;
        }
    }

    public async Task DeleteConsumerAsync(string stream, string consumer, CancellationToken cancellationToken = default) =>
        await CallAsync($"CONSUMER.DELETE.{stream}.{consumer}", null, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Pulls once: ends with the batch full, the request expired, or nothing more there. Each message is settled by
    /// publishing one of <see cref="Acknowledgements"/> to its reply subject.
    /// </summary>
    public async Task<IReadOnlyList<NatsMessage>> FetchAsync(
        string stream, string consumer, PullRequest request, CancellationToken cancellationToken = default)
    {
        var inbox = $"_INBOX.{Guid.NewGuid():N}";
        var messages = new List<NatsMessage>();
        var subscription = connection.Subscribe(inbox, capacity: request.Batch + 8);
        await using (subscription.ConfigureAwait(false))
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter((request.Expires ?? TimeSpan.Zero) + RequestTimeout);
            await connection.PublishAsync(NextSubject(stream, consumer), request.ToBytes(), inbox, cancellationToken: deadline.Token).ConfigureAwait(false);
            while (messages.Count < request.Batch)
            {
                var message = await subscription.ReadAsync(deadline.Token).ConfigureAwait(false);
                if (message.Subject != inbox)
                {
                    messages.Add(message);
                }
                else if (message.Status == 503)
                {
                    throw new NatsNoRespondersException(NextSubject(stream, consumer));
                }
                else if (message.Status is not 100)
                {
                    break;
                }
            }
        }

        return messages;
    }

    private async Task<JsonObject> CallAsync(string method, object? request, CancellationToken cancellationToken)
    {
        var subject = $"{apiPrefix}.{method}";
        var body = request is null ? [] : JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Options);
        var answer = await connection.RequestAsync(subject, body, RequestTimeout, cancellationToken: cancellationToken).ConfigureAwait(false);
        return ParseAnswer(subject, answer);
    }

    private static JsonObject ParseAnswer(string subject, NatsMessage answer)
    {
        JsonObject body;
        try
        {
            body = JsonNode.Parse(answer.Data.Span) as JsonObject ?? throw new NatsProtocolException($"the answer on '{subject}' is not a JSON object");
            if (body["error"] is not JsonObject error)
            {
                return body;
            }

            throw new JetStreamApiException((int?)error["code"] ?? 0, (int?)error["err_code"] ?? 0, (string?)error["description"] ?? "refused");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new NatsProtocolException($"the answer on '{subject}' is not JetStream's JSON", exception);
        }
    }

    private static StreamInfo ToStream(JsonObject body) => new(
        Part(body, "config"), body["state"].Deserialize<StreamState>(ApiJson.Options) ?? new StreamState(0, 0, 0, 0, 0));

    private static ConsumerInfo ToConsumer(JsonObject body) => new(
        (string?)body["stream_name"] ?? "",
        (string?)body["name"] ?? "",
        Part(body, "config"),
        (long?)body["num_ack_pending"] ?? 0,
        (long?)body["num_redelivered"] ?? 0,
        (long?)body["num_waiting"] ?? 0,
        (long?)body["num_pending"] ?? 0);

    private static JsonObject Part(JsonObject body, string name) =>
        body[name] as JsonObject ?? throw new NatsProtocolException($"JetStream's answer has no '{name}'");
}
