using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DaprProcessing.Documents.Docling;

/// <summary>The <c>binary_hash</c> of a file: the low 64 bits of its SHA-256.</summary>
public static class BinaryHash
{
    public static ulong Of(ReadOnlySpan<byte> content) => FromSha256(SHA256.HashData(content));

    public static async Task<ulong> OfAsync(Stream content, CancellationToken cancellationToken) =>
        FromSha256(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));

    /// <param name="digest">32 bytes.</param>
    public static ulong FromSha256(ReadOnlySpan<byte> digest) => BinaryPrimitives.ReadUInt64BigEndian(digest[24..32]);
}
