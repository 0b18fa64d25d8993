namespace DaprProcessing.Client.Tests.Support;

/// <summary>A stream that can be read once, as a pipe is; with a failure it cannot be read at all.</summary>
internal sealed class ForwardStream(byte[] bytes) : Stream
{
    private readonly MemoryStream _bytes = new(bytes);

    public Exception? Failure { get; init; }

    public int Reads { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Reads++;
        return Failure is null ? _bytes.Read(buffer, offset, count) : throw Failure;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
