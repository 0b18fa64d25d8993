using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;

namespace Dapr.Protocol.Grpc;

/// <summary>The five bytes before every gRPC message: a compression flag and the length, big-endian.</summary>
internal static class GrpcFrame
{
    public const int HeaderLength = 5;

    public static void WriteHeader(Span<byte> destination, int messageLength)
    {
        destination[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[1..], (uint)messageLength);
    }

    /// <exception cref="RpcException">INTERNAL for an unknown flag, RESOURCE_EXHAUSTED for a message over the limit.</exception>
    public static (bool Compressed, int Length) ReadHeader(ReadOnlySpan<byte> header, int maxMessageBytes)
    {
        if (header[0] > 1)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"Bad gRPC frame: compression flag {header[0]}."));
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > (uint)maxMessageBytes)
        {
            throw TooLarge(length, maxMessageBytes);
        }

        return (header[0] == 1, (int)length);
    }

    public static RpcException TooLarge(long length, int maxMessageBytes) =>
        new(new Status(StatusCode.ResourceExhausted, $"Received a message of {length} bytes, more than the limit of {maxMessageBytes}."));

    public static RpcException Malformed(InvalidProtocolBufferException inner) =>
        new(new Status(StatusCode.Internal, "The message is not valid protobuf: " + inner.Message, inner));
}
