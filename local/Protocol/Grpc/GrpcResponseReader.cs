using System.Buffers;
using Google.Protobuf;
using Grpc.Core;

namespace Dapr.Protocol.Grpc;

/// <summary>Reads the messages of one response body.</summary>
internal sealed class GrpcResponseReader(Stream body, string? encoding, int maxMessageBytes)
{
    private readonly byte[] _header = new byte[GrpcFrame.HeaderLength];

    /// <summary>The next message, or null at the end of the body.</summary>
    public async ValueTask<T?> ReadAsync<T>(CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        var read = await body.ReadAtLeastAsync(_header, GrpcFrame.HeaderLength, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            return null;
        }

        if (read < GrpcFrame.HeaderLength)
        {
            throw Truncated();
        }

        var (compressed, length) = GrpcFrame.ReadHeader(_header, maxMessageBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var payload = buffer.AsMemory(0, length);
            if (await body.ReadAtLeastAsync(payload, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < length)
            {
                throw Truncated();
            }

            var message = new T();
            var bytes = new ReadOnlySequence<byte>(payload);
            message.MergeFrom(compressed ? GrpcCompression.Decompress(bytes, encoding, maxMessageBytes).AsSpan() : payload.Span);
            return message;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw GrpcFrame.Malformed(e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static RpcException Truncated() => new(new Status(StatusCode.Internal, "The response ended inside a message."));
}
