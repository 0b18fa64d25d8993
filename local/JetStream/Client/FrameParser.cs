using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>
/// Cuts the server's bytes into frames. Everything is bounded before it is believed: a line longer than any server sends
/// or a payload larger than NATS allows is a protocol error, not an allocation.
/// </summary>
internal static class FrameParser
{
    /// <summary>INFO of a large cluster is the longest line; message lines are far below.</summary>
    internal const int MaxLineBytes = 64 * 1024;

    /// <summary>The largest max_payload a NATS server can be configured to.</summary>
    internal const int MaxMessageBytes = 64 * 1024 * 1024;

    /// <summary>Takes one frame off the front of <paramref name="buffer"/>; false where more bytes are needed.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out ServerFrame frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            return buffer.Length <= MaxLineBytes ? false : throw new NatsProtocolException($"a line longer than {MaxLineBytes} bytes");
        }

        if (line.Length > MaxLineBytes)
        {
            throw new NatsProtocolException($"a line longer than {MaxLineBytes} bytes");
        }

        ReadOnlySpan<byte> text = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        text = text.TrimEnd((byte)'\r');
        if (!TryReadFrame(text, ref reader, out frame))
        {
            return false;
        }

        buffer = buffer.Slice(reader.Position);
        return true;
    }

    private static bool TryReadFrame(ReadOnlySpan<byte> line, ref SequenceReader<byte> reader, out ServerFrame frame)
    {
        var space = line.IndexOfAny((byte)' ', (byte)'\t');
        var verb = space < 0 ? line : line[..space];
        var rest = space < 0 ? default : line[(space + 1)..];
        if (Is(verb, "MSG"u8))
        {
            return TryReadMessage(rest, withHeaders: false, ref reader, out frame);
        }

        if (Is(verb, "HMSG"u8))
        {
            return TryReadMessage(rest, withHeaders: true, ref reader, out frame);
        }

        frame = Is(verb, "PING"u8) ? new(ServerFrameKind.Ping)
            : Is(verb, "PONG"u8) ? new(ServerFrameKind.Pong)
            : Is(verb, "+OK"u8) ? new(ServerFrameKind.Ok)
            : Is(verb, "INFO"u8) ? new(ServerFrameKind.Info, Argument: rest.ToArray())
            : Is(verb, "-ERR"u8) ? new(ServerFrameKind.Error, Argument: rest.ToArray())
            : throw new NatsProtocolException($"unknown command '{Printable(line)}'");
        return true;
    }

    // MSG <subject> <sid> [reply] <bytes>        HMSG <subject> <sid> [reply] <header bytes> <total bytes>
    private static bool TryReadMessage(ReadOnlySpan<byte> line, bool withHeaders, ref SequenceReader<byte> reader, out ServerFrame frame)
    {
        frame = default;
        Span<Range> fields = stackalloc Range[6];
        var count = SplitFields(line, fields);
        var sizes = withHeaders ? 2 : 1;
        if (count - sizes is not (2 or 3))
        {
            throw new NatsProtocolException($"a message line with {count} fields: '{Printable(line)}'");
        }

        var total = ReadNumber(line[fields[count - 1]], MaxMessageBytes);
        var headerBytes = withHeaders ? ReadNumber(line[fields[count - 2]], total) : 0;
        if (reader.Remaining < total + 2)
        {
            return false;
        }

        var payload = new byte[total];
        reader.TryCopyTo(payload);
        reader.Advance(total);
        if (!reader.TryRead(out var cr) || !reader.TryRead(out var lf) || cr != '\r' || lf != '\n')
        {
            throw new NatsProtocolException("a payload that does not end where its line says");
        }

        var message = new NatsMessage(
            Encoding.UTF8.GetString(line[fields[0]]),
            count - sizes == 3 ? Encoding.UTF8.GetString(line[fields[2]]) : null,
            withHeaders ? NatsHeaders.Parse(payload.AsSpan(0, headerBytes)) : null,
            payload.AsMemory(headerBytes));
        frame = new(ServerFrameKind.Message, ReadNumber(line[fields[1]], int.MaxValue), message);
        return true;
    }

    private static int SplitFields(ReadOnlySpan<byte> line, Span<Range> fields)
    {
        var count = 0;
        var start = -1;
        for (var i = 0; i <= line.Length; i++)
        {
            var isSpace = i == line.Length || line[i] is (byte)' ' or (byte)'\t';
            if (isSpace && start >= 0)
            {
                if (count == fields.Length)
                {
                    throw new NatsProtocolException($"a message line with too many fields: '{Printable(line)}'");
                }

                fields[count++] = start..i;
                start = -1;
            }
            else if (!isSpace && start < 0)
            {
                start = i;
            }
        }

        return count;
    }

    private static int ReadNumber(ReadOnlySpan<byte> digits, int max) =>
        digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
        && Utf8Parser.TryParse(digits, out int number, out var used) && used == digits.Length && number <= max
            ? number
            : throw new NatsProtocolException($"not a number up to {max}: '{Printable(digits)}'");

    private static bool Is(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(verb, expected);

    internal static string Printable(ReadOnlySpan<byte> bytes) =>
        string.Create(Math.Min(bytes.Length, 60), bytes, static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = source[i] is >= 0x20 and < 0x7f ? (char)source[i] : '.';
            }
        });
}
