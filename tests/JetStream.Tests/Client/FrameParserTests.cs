using System.Buffers;
using System.Text;
using DaprProcessing.Local.JetStream.Client;

namespace DaprProcessing.JetStream.Tests;

public sealed class FrameParserTests
{
    private const string Conversation =
        "INFO {\"version\":\"2.9.10\"}\r\nPING\r\n+OK\r\nMSG a.b 7 5\r\nhello\r\nmsg a 1 reply.to 0\r\n\r\n"
        + "HMSG a 9 r 18 21\r\nNATS/1.0\r\nA: b\r\n\r\nxyz\r\n-ERR 'Stale Connection'\r\nPONG\r\n";

    [Fact]
    public void TryRead_WholeConversation_GivesEveryFrame()
    {
        var frames = ReadAll(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(Conversation)), out var rest);

        Assert.Equal(0, rest);
        Assert.Equal(
            [
                ServerFrameKind.Info, ServerFrameKind.Ping, ServerFrameKind.Ok, ServerFrameKind.Message,
                ServerFrameKind.Message, ServerFrameKind.Message, ServerFrameKind.Error, ServerFrameKind.Pong,
            ],
            frames.Select(frame => frame.Kind));
        Assert.Equal((7, "a.b", "hello"), (frames[3].Sid, frames[3].Message!.Subject, Encoding.ASCII.GetString(frames[3].Message!.Data.Span)));
        Assert.Equal("reply.to", frames[4].Message!.ReplyTo);
        Assert.Equal("b", frames[5].Message!.Headers!["A"]);
        Assert.Equal("xyz", Encoding.ASCII.GetString(frames[5].Message!.Data.Span));
    }

    [Fact]
    public void TryRead_CutAnywhere_WaitsForTheRest()
    {
        var bytes = Encoding.ASCII.GetBytes(Conversation);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var head = ReadAll(new ReadOnlySequence<byte>(bytes, 0, cut), out var rest);
            var tail = ReadAll(new ReadOnlySequence<byte>(bytes, cut - rest, bytes.Length - cut + rest), out var left);

            Assert.Equal((8, 0), (head.Count + tail.Count, left));
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("MSG a 1\r\n")]
    [InlineData("MSG a 1 2 3 4 5 6 7\r\n")]
    [InlineData("MSG a 1 -5\r\n")]
    [InlineData("MSG a 1 99999999999\r\n")]
    [InlineData("MSG a x 1\r\n1\r\n")]
    [InlineData("MSG a 1 3\r\nhello\r\n")]
    [InlineData("HMSG a 1 20 3\r\nabc\r\n")]
    [InlineData("\0\u0001\u0002\r\n")]
    [InlineData("\r\n")]
    public void TryRead_NotTheProtocol_IsATypedError(string text) =>
        Assert.Throws<NatsProtocolException>(() => ReadAll(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(text)), out _));

    [Fact]
    public void TryRead_LineWithoutEnd_IsRefusedAtTheBound() =>
        Assert.Throws<NatsProtocolException>(() => ReadAll(new ReadOnlySequence<byte>(new byte[FrameParser.MaxLineBytes + 1]), out _));

    [Fact]
    public void TryRead_MutatedBytes_ParseOrFailTyped()
    {
        var random = new Random(20251122);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.ASCII.GetBytes(Conversation);
            for (var flips = random.Next(1, 8); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                ReadAll(new ReadOnlySequence<byte>(bytes), out _);
            }
            catch (NatsProtocolException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    [Theory]
    [InlineData("NATS/1.0 503\r\n\r\n", 503, "", 0)]
    [InlineData("NATS/1.0 409 Consumer Deleted\r\n\r\n", 409, "Consumer Deleted", 0)]
    [InlineData("NATS/1.0\r\nA: 1\r\nA:2\r\n: none\r\nbroken\r\n\r\n", 0, "", 2)]
    [InlineData("NATS/1.0 x99\r\n\r\n", 0, "", 0)]
    [InlineData("", 0, "", 0)]
    [InlineData("rubbish", 0, "", 0)]
    public void ParseHeaders_AnyBlock_NeverThrows(string block, int status, string description, int count)
    {
        var headers = NatsHeaders.Parse(Encoding.ASCII.GetBytes(block));

        Assert.Equal((status, description, count), (headers.Status, headers.Description, headers.Count));
    }

    private static List<ServerFrame> ReadAll(ReadOnlySequence<byte> buffer, out int rest)
    {
        var frames = new List<ServerFrame>();
        while (FrameParser.TryRead(ref buffer, out var frame))
        {
            frames.Add(frame);
        }

        rest = (int)buffer.Length;
        return frames;
    }
}
