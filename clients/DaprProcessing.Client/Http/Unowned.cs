namespace DaprProcessing.Client.Http;

/// <summary>A caller's stream, from where it stood: disposing this leaves it open, and each reading begins there again.</summary>
internal sealed class Unowned : Stream
{
    private readonly Stream _stream;
    private readonly long _start;

    public Unowned(Stream stream, long start)
    {
        (_stream, _start) = (stream, start);
        if (stream.CanSeek)
        {
            stream.Position = start;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => _stream.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _stream.Length - _start;

    public override long Position
    {
        get => _stream.Position - _start;
        set => _stream.Position = value + _start;
    }

    public override int Read(byte[] buffer, int offset, int count) => _stream.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _stream.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
