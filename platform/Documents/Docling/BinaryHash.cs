using System.Buffers.Binary;

namespace DaprProcessing.Documents.Docling;

/// <summary>The <c>binary_hash</c> of a file: the low 64 bits of its SHA-256.</summary>
public static class BinaryHash
{
    /// <param name="digest">32 bytes.</param>
    public static ulong FromSha256(ReadOnlySpan<byte> digest) => BinaryPrimitives.ReadUInt64BigEndian(digest[24..32]);
}
