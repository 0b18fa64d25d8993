using System.Globalization;
using DaprProcessing.Components;
using NATS.Client.JetStream.Models;

namespace DaprProcessing.JetStream;

/// <summary>One subscription's settings: its own metadata over the component's.</summary>
internal sealed class SubscriptionSettings
{
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestAckWait = TimeSpan.FromMilliseconds(100);

    public required string Topic { get; init; }

    /// <summary>Null: to be found or created from the topic.</summary>
    public required string? StreamName { get; init; }

    /// <summary>What the replicas share.</summary>
    public required string DurableName { get; init; }

    /// <summary>Nobody named the durable: it is made of app id and topic.</summary>
    public required bool DurableIsDefault { get; init; }

    /// <summary>Handlers at a time in this process; no more messages than that are ever taken from the server.</summary>
    public required int MaxInFlight { get; init; }

    public required RedeliveryDelay RedeliveryDelay { get; init; }

    /// <summary>How long a slot rests after a handler asked for a retry, doubled each time; zero for not at all.</summary>
    public required TimeSpan FailurePause { get; init; }

    public required ConsumerConfig Consumer { get; init; }

    public TimeSpan HeartbeatInterval =>
        TimeSpan.FromTicks(Math.Min(Consumer.AckWait.Ticks / 3, LongestHeartbeat.Ticks));

    public static SubscriptionSettings Read(JetStreamSettings component, SubscribeRequest request)
    {
        var merged = new Dictionary<string, string>(component.Metadata.Properties, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in request.Metadata)
        {
            merged[key] = value;
        }

        var metadata = new ComponentMetadata(component.Metadata.Name, component.Metadata.Type, merged);
        var named = Lookup(merged, "durableName") ?? Lookup(merged, "queueGroupName");
        var durable = named ?? $"{request.AppId}_{request.Topic}";
        var consumer = ReadConsumer(metadata, request.Topic, durable);
        return new()
        {
            Topic = request.Topic,
            StreamName = Lookup(merged, "streamName"),
            DurableName = NatsSubject.ToName(durable),
            DurableIsDefault = named is null,
            MaxInFlight = ReadMaxInFlight(metadata),
            RedeliveryDelay = RedeliveryDelay.Read(metadata),
            FailurePause = metadata.GetDuration("failurePause", TimeSpan.Zero) is var pause && pause >= TimeSpan.Zero
                ? pause : throw JetStreamSettings.Wrong(metadata, "failurePause", "must not be below zero"),
            Consumer = consumer,
        };
    }

    private static int ReadMaxInFlight(ComponentMetadata metadata)
    {
        var mode = JetStreamSettings.OneOf(metadata, "concurrencyMode", "", "single", "parallel");
        mode = JetStreamSettings.OneOf(metadata, "concurrency", mode, "single", "parallel");
        var slots = metadata.GetInt("maxInFlight", mode == "single" ? 1 : Environment.ProcessorCount * 2);
        return slots is >= 1 and <= 10_000
            ? slots
            : throw JetStreamSettings.Wrong(metadata, "maxInFlight", "has to be 1 to 10000");
    }

    private static ConsumerConfig ReadConsumer(ComponentMetadata metadata, string topic, string durable)
    {
        var policy = JetStreamSettings.OneOf(metadata, "deliverPolicy", "all", "all", "last", "new", "sequence", "time");
        var maxDeliver = metadata.GetInt("maxDeliver", -1);
        var ackWait = JetStreamSettings.Positive(metadata, "ackWait", TimeSpan.FromSeconds(30));
        return new()
        {
            DurableName = NatsSubject.ToName(durable),
            FilterSubject = topic,
            AckPolicy = ConsumerConfigAckPolicy.Explicit,
            DeliverPolicy = policy switch
            {
                "last" => ConsumerConfigDeliverPolicy.Last,
                "new" => ConsumerConfigDeliverPolicy.New,
                "sequence" => ConsumerConfigDeliverPolicy.ByStartSequence,
                "time" => ConsumerConfigDeliverPolicy.ByStartTime,
                _ => ConsumerConfigDeliverPolicy.All,
            },
            OptStartSeq = policy == "sequence" ? (ulong)Math.Max(1, metadata.GetInt("startSequence", 1)) : 0,
            OptStartTime = policy == "time" ? ReadStartTime(metadata) : default,
            AckWait = ackWait >= ShortestAckWait
                ? ackWait
                : throw JetStreamSettings.Wrong(metadata, "ackWait", "has to be at least 100ms"),
            MaxDeliver = maxDeliver > 0 ? maxDeliver : -1,
            MaxAckPending = metadata.GetInt("maxAckPending", 10_000),
        };
    }

    private static DateTimeOffset ReadStartTime(ComponentMetadata metadata) =>
        long.TryParse(metadata.Require("startTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw JetStreamSettings.Wrong(metadata, "startTime", "has to be seconds since 1970");

    private static string? Lookup(IReadOnlyDictionary<string, string> properties, string key) =>
        properties.FirstOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } value
            ? value
            : null;
}
