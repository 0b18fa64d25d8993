using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DaprProcessing.Engines.Protocol;

/// <summary>
/// The pipe between pool and engine: four bytes of length, little-endian, then that much JSON; a page's text, the bulk of what
/// is said, in the form of <see cref="PageTextCodec"/>.
/// </summary>
internal static class EngineFrames
{
    private const int HeaderBytes = 4;

    public static void Write<T>(Stream stream, T message, JsonTypeInfo<T> type) =>
        Write(stream, JsonSerializer.SerializeToUtf8Bytes(message, type));

    public static void WriteReply(Stream stream, EngineReply reply) =>
        Write(stream, reply.Text is { } text ? PageTextCodec.Encode(text)
            : JsonSerializer.SerializeToUtf8Bytes(reply, EngineJson.Default.EngineReply));

    /// <summary>The next message; null where the other side has closed the pipe, also in the middle of a message.</summary>
    /// <exception cref="InvalidDataException">A length out of bounds, or not the JSON expected.</exception>
    public static T? Read<T>(Stream stream, JsonTypeInfo<T> type, int maxBytes)
        where T : class => ReadBody(stream, maxBytes) is { } body ? Parse(body, type) : null;

    /// <inheritdoc cref="Read{T}"/>
    public static EngineReply? ReadReply(Stream stream, int maxBytes) => ReadBody(stream, maxBytes) switch
    {
        null => null,
        [PageTextCodec.Mark, ..] and var body => new EngineReply { Text = PageTextCodec.Decode(body) },
        var body => Parse(body, EngineJson.Default.EngineReply),
    };

    private static void Write(Stream stream, byte[] body)
    {
        var frame = new byte[HeaderBytes + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, HeaderBytes);
        stream.Write(frame);
        stream.Flush();
    }

    private static byte[]? ReadBody(Stream stream, int maxBytes)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length <= 0 || length > maxBytes)
        {
            throw new InvalidDataException($"A message of {length} bytes is out of bounds.");
        }

        var body = new byte[length];
        return stream.ReadAtLeast(body, length, throwOnEndOfStream: false) < length ? null : body;
    }

    private static T Parse<T>(byte[] body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new InvalidDataException("The message is null.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException("The message is not what the protocol says.", problem);
        }
    }
}
