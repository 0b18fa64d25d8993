using System.Buffers;
using System.Text;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>Something to send; encodes itself into the send buffer.</summary>
internal interface IClientFrame
{
    void WriteTo(IBufferWriter<byte> output);
}

/// <summary>A command line without payload: PING, SUB, UNSUB, CONNECT.</summary>
internal readonly struct LineFrame(string line) : IClientFrame
{
    public void WriteTo(IBufferWriter<byte> output)
    {
        Encoding.UTF8.GetBytes(line, output);
        output.Write("\r\n"u8);
    }
}

/// <summary>PUB, or HPUB where there are headers.</summary>
internal readonly struct PublishFrame(string subject, string? replyTo, byte[]? headers, ReadOnlyMemory<byte> data) : IClientFrame
{
    public void WriteTo(IBufferWriter<byte> output)
    {
        var reply = replyTo is null ? "" : $"{replyTo} ";
        var line = headers is null
            ? $"PUB {subject} {reply}{data.Length}\r\n"
            : $"HPUB {subject} {reply}{headers.Length} {headers.Length + data.Length}\r\n";
        Encoding.UTF8.GetBytes(line, output);
        output.Write(headers);
        output.Write(data.Span);
        output.Write("\r\n"u8);
    }
}
