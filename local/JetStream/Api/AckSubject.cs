using System.Globalization;

namespace DaprProcessing.Local.JetStream.Api;

/// <summary>
/// What the reply subject of a delivered message says of it:
/// <c>$JS.ACK.stream.consumer.delivered.streamSeq.consumerSeq.time.pending</c>, newer with domain and account in front.
/// </summary>
/// <param name="Delivered">1 on the first delivery.</param>
/// <param name="Pending">Messages the consumer had still to deliver.</param>
public readonly record struct AckSubject(string Stream, string Consumer, int Delivered, ulong StreamSequence, ulong Pending)
{
    public static AckSubject? TryParse(string? replyTo)
    {
        var tokens = replyTo?.Split('.') ?? [];
        if (tokens.Length < 9 || tokens[0] != "$JS" || tokens[1] != "ACK")
        {
            return null;
        }

        var first = tokens.Length >= 11 ? 4 : 2;
        return int.TryParse(tokens[first + 2], NumberStyles.None, CultureInfo.InvariantCulture, out var delivered)
            && ulong.TryParse(tokens[first + 3], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && ulong.TryParse(tokens[first + 6], NumberStyles.None, CultureInfo.InvariantCulture, out var pending)
                ? new(tokens[first], tokens[first + 1], delivered, sequence, pending)
                : null;
    }
}
