using System.Security.Cryptography;

namespace DaprProcessing.Platform.Objects;

/// <summary>
/// An upload on its way: hashes what is read and says that something moved. Read once; the owner closes the inner stream.
/// </summary>
internal sealed class HashingStream(Stream inner, IncrementalHash hash, StoreCall call) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Count(buffer.Span[..count]);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Count(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        call.Touch();
        return bytes.Length;
    }
}
