using System.Globalization;

namespace DaprProcessing.JetStream;

/// <summary>
/// What the reply subject of a delivered message says of it:
/// <c>$JS.ACK.stream.consumer.delivered.streamSeq.consumerSeq.time.pending</c>, newer with domain and account in front.
/// </summary>
/// <param name="Delivered">1 on the first delivery.</param>
/// <param name="Pending">Messages that wait behind it.</param>
internal readonly record struct AckSubject(string Stream, string Consumer, int Delivered, ulong StreamSequence, ulong Pending)
{
    /// <summary>
    /// Never fails: a number that cannot be read (a server on the folder of a newer one counts from 2^62, and its count of what
    /// is pending may run below zero) must not turn a message into something that is left lying.
    /// </summary>
    public static AckSubject Parse(string replyTo)
    {
        var tokens = replyTo.Split('.');
        var first = tokens.Length >= 11 ? 4 : 2;
        if (tokens.Length < 9)
        {
            return new("", "", 1, 0, 0);
        }

        var delivered = (int)Math.Clamp(Number(tokens[first + 2]), 1, int.MaxValue);
        return new(tokens[first], tokens[first + 1], delivered, Number(tokens[first + 3]), PendingIn(tokens[first + 6]));
    }

    // Below zero it is written as a number near 2^64.
    private static ulong PendingIn(string token) => Number(token) is <= long.MaxValue and var pending ? pending : 0;

    private static ulong Number(string token) =>
        ulong.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
