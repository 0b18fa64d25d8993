using System.Security.Cryptography;

namespace DaprProcessing.Platform.Objects;

/// <summary>
/// An upload on its way: hashes what is read and says that something moved. Read once; the owner closes the inner stream.
/// </summary>
internal sealed class HashingStream(Stream inner, IncrementalHash hash, StoreCall call) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Count(buffer.Span[..count]);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Count(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    private int Count(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        call.Touch();
        return bytes.Length;
    }
}
