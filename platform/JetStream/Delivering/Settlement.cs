using System.Text;

namespace DaprProcessing.JetStream;

/// <summary>The payloads that settle a delivered message, sent to its reply subject.</summary>
internal static class Settlement
{
    private static readonly Version TakesReason = new(2, 10, 4);

    public static ReadOnlyMemory<byte> Ack { get; } = "+ACK"u8.ToArray();

    /// <summary>Still at work: the ack wait starts anew.</summary>
    public static ReadOnlyMemory<byte> InProgress { get; } = "+WPI"u8.ToArray();

    /// <summary>Deliver again at once.</summary>
    public static ReadOnlyMemory<byte> Nak { get; } = "-NAK"u8.ToArray();

    public static ReadOnlyMemory<byte> NakAfter(TimeSpan delay) => delay <= TimeSpan.Zero
        ? Nak
        : Encoding.ASCII.GetBytes($"-NAK {{\"delay\":{delay.Ticks * TimeSpan.NanosecondsPerTick}}}");

    /// <summary>Never deliver again. Servers before 2.10.4 do not know the command with a reason and would ignore it.</summary>
    public static ReadOnlyMemory<byte> Term(string? serverVersion, string reason) =>
        Version.TryParse(serverVersion?.Split('-')[0], out var version) && version >= TakesReason
            ? Encoding.UTF8.GetBytes($"+TERM {reason}")
            : "+TERM"u8.ToArray();
}
