using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;

namespace Dapr.Protocol.Grpc;

/// <summary>Reads the request messages of one call.</summary>
internal sealed class GrpcMessageReader(PipeReader body, string? encoding, int maxMessageBytes)
{
    /// <summary>The next message, or null where the caller has closed its side.</summary>
    public async ValueTask<T?> ReadAsync<T>(CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (TryTake(buffer, out var compressed, out var payload))
            {
                var message = Parse<T>(compressed, payload);
                body.AdvanceTo(payload.End);
                return message;
            }

            if (result.IsCompleted)
            {
                var leftOver = !buffer.IsEmpty;
                body.AdvanceTo(buffer.End);
                return leftOver ? throw new RpcException(new Status(StatusCode.Internal, "The request ended inside a message.")) : null;
            }

            // Marking all as examined lets the peer send more; nothing is consumed until the message is whole.
            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public async ValueTask<T> ReadSingleAsync<T>(CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        var message = await ReadAsync<T>(cancellationToken).ConfigureAwait(false)
            ?? throw new RpcException(new Status(StatusCode.Internal, "The call has no request message."));
        return await ReadAsync<T>(cancellationToken).ConfigureAwait(false) is null
            ? message
            : throw new RpcException(new Status(StatusCode.Internal, "The call has more than one request message."));
    }

    public async IAsyncEnumerable<T> ReadAllAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IMessage<T>, new()
    {
        while (await ReadAsync<T>(cancellationToken).ConfigureAwait(false) is { } message)
        {
            yield return message;
        }
    }

    private bool TryTake(ReadOnlySequence<byte> buffer, out bool compressed, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        compressed = false;
        if (buffer.Length < GrpcFrame.HeaderLength)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[GrpcFrame.HeaderLength];
        buffer.Slice(0, GrpcFrame.HeaderLength).CopyTo(header);
        (compressed, var length) = GrpcFrame.ReadHeader(header, maxMessageBytes);
        if (buffer.Length - GrpcFrame.HeaderLength < length)
        {
            return false;
        }

        payload = buffer.Slice(GrpcFrame.HeaderLength, length);
        return true;
    }

    private T Parse<T>(bool compressed, ReadOnlySequence<byte> payload)
        where T : class, IMessage<T>, new()
    {
        var message = new T();
        try
        {
            if (compressed)
            {
                message.MergeFrom(GrpcCompression.Decompress(payload, encoding, maxMessageBytes));
            }
            else
            {
                message.MergeFrom(payload);
            }
        }
        catch (InvalidProtocolBufferException e)
        {
            throw GrpcFrame.Malformed(e);
        }

        return message;
    }
}
