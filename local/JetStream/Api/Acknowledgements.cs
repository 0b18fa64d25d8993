using System.Text;
using DaprProcessing.Local.JetStream.Client;

namespace DaprProcessing.Local.JetStream.Api;

/// <summary>The payloads that settle a delivered message, sent to its reply subject.</summary>
public static class Acknowledgements
{
    public static ReadOnlyMemory<byte> Ack { get; } = "+ACK"u8.ToArray();

    /// <summary>Still at work: the ack wait starts anew.</summary>
    public static ReadOnlyMemory<byte> InProgress { get; } = "+WPI"u8.ToArray();

    /// <summary>Deliver again at once.</summary>
    public static ReadOnlyMemory<byte> Nak { get; } = "-NAK"u8.ToArray();

    public static ReadOnlyMemory<byte> NakAfter(TimeSpan delay) => delay <= TimeSpan.Zero
        ? Nak
        : Encoding.ASCII.GetBytes($"-NAK {{\"delay\":{delay.Ticks * TimeSpan.NanosecondsPerTick}}}");

    /// <summary>Never deliver again. Servers before 2.10.4 do not take a reason and would ignore the command with one.</summary>
    public static ReadOnlyMemory<byte> Term(ServerInfo? server, string? reason = null) =>
        string.IsNullOrEmpty(reason) || server is null || !server.IsAtLeast(2, 10, 4)
            ? "+TERM"u8.ToArray()
            : Encoding.UTF8.GetBytes($"+TERM {reason}");
}
