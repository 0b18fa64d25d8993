namespace DaprProcessing.Local.JetStream.Api;

/// <summary>A stream to create. Null leaves the server's default.</summary>
public sealed record StreamConfig
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary><c>limits</c>, <c>workqueue</c> or <c>interest</c>.</summary>
    public string Retention { get; init; } = "limits";

    /// <summary><c>file</c> or <c>memory</c>.</summary>
    public string Storage { get; init; } = "file";

    /// <summary><c>new</c> refuses messages when full; the server's default <c>old</c> would delete acknowledged work.</summary>
    public string Discard { get; init; } = "new";

    public int NumReplicas { get; init; } = 1;

    /// <summary>Bytes; -1 no limit.</summary>
    public long MaxBytes { get; init; } = -1;

    /// <summary>Bytes of one message with its headers; -1 no limit.</summary>
    public int MaxMsgSize { get; init; } = -1;

    public long MaxMsgs { get; init; } = -1;

    public int MaxConsumers { get; init; } = -1;

    /// <summary>Zero keeps messages for ever.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>How long a <c>Nats-Msg-Id</c> is remembered.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(2);
}
