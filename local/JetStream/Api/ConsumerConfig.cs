namespace DaprProcessing.Local.JetStream.Api;

/// <summary>A durable pull consumer. Null leaves the server's default.</summary>
public sealed record ConsumerConfig
{
    public required string DurableName { get; init; }

    public string? FilterSubject { get; init; }

    /// <summary><c>all</c>, <c>last</c>, <c>new</c>, <c>by_start_sequence</c> or <c>by_start_time</c>; fixed at creation.</summary>
    public string DeliverPolicy { get; init; } = "all";

    public ulong? OptStartSeq { get; init; }

    public DateTimeOffset? OptStartTime { get; init; }

    public string AckPolicy { get; init; } = "explicit";

    public string ReplayPolicy { get; init; } = "instant";

    /// <summary>Unacknowledged and without a sign of progress for this long, a message is delivered again.</summary>
    public TimeSpan AckWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>-1: without end.</summary>
    public int MaxDeliver { get; init; } = -1;

    /// <summary>Delivered and unacknowledged over all replicas, waiting redeliveries included.</summary>
    public int MaxAckPending { get; init; } = 10_000;
}
