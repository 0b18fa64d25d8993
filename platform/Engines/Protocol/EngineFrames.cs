using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DaprProcessing.Engines.Protocol;

/// <summary>The pipe between pool and engine: four bytes of length, little-endian, then that much JSON.</summary>
internal static class EngineFrames
{
    private const int HeaderBytes = 4;

    public static void Write<T>(Stream stream, T message, JsonTypeInfo<T> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, type);
        var frame = new byte[HeaderBytes + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, HeaderBytes);
        stream.Write(frame);
        stream.Flush();
    }

    /// <summary>The next message; null where the other side has closed the pipe, also in the middle of a message.</summary>
    /// <exception cref="InvalidDataException">A length out of bounds, or not the JSON expected.</exception>
    public static T? Read<T>(Stream stream, JsonTypeInfo<T> type, int maxBytes)
        where T : class
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
        if (stream.ReadAtLeast(body, length, throwOnEndOfStream: false) < length)
        {
            return null;
        }

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
