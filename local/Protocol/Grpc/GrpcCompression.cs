using System.Buffers;
using System.IO.Compression;
using Grpc.Core;

namespace Dapr.Protocol.Grpc;

/// <summary>Decompression of a flagged message. Only gzip; nothing is ever sent compressed.</summary>
internal static class GrpcCompression
{
    public const string Accepted = "identity,gzip";

    /// <exception cref="RpcException">UNIMPLEMENTED encoding, INTERNAL bad data, RESOURCE_EXHAUSTED past the limit.</exception>
    public static byte[] Decompress(ReadOnlySequence<byte> compressed, string? encoding, int maxMessageBytes)
    {
        if (encoding is null or "identity")
        {
            throw new RpcException(new Status(StatusCode.Internal, "A message is flagged as compressed but no grpc-encoding was named."));
        }

        if (encoding != "gzip")
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, $"Message encoding '{encoding}' is not supported; use one of {Accepted}."));
        }

        var plain = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            using var gzip = new GZipStream(new MemoryStream(compressed.ToArray(), writable: false), CompressionMode.Decompress);
            int read;
            while ((read = gzip.Read(buffer)) > 0)
            {
                // Checked while inflating: a small request may unpack to gigabytes.
                if (plain.Length + read > maxMessageBytes)
                {
                    throw GrpcFrame.TooLarge(plain.Length + read, maxMessageBytes);
                }

                plain.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The compressed message is not valid gzip.", e));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return plain.ToArray();
    }
}
