using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Dapr.Protocol.Grpc;

/// <summary>One message as a request body: header and message leave in one write.</summary>
internal sealed class GrpcRequestContent : HttpContent
{
    private readonly IMessage _message;
    private readonly int _size;

    public GrpcRequestContent(IMessage message)
    {
        _message = message;
        _size = message.CalculateSize();
        Headers.ContentType = new MediaTypeHeaderValue(GrpcProtocol.ContentType);
    }

    public static async ValueTask WriteMessageAsync(Stream stream, IMessage message, int size, CancellationToken cancellationToken)
    {
        var length = GrpcFrame.HeaderLength + size;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            GrpcFrame.WriteHeader(buffer, size);
            message.WriteTo(buffer.AsSpan(GrpcFrame.HeaderLength, size));
            await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        WriteMessageAsync(stream, _message, _size, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = GrpcFrame.HeaderLength + _size;
        return true;
    }
}
