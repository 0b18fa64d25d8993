namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>Collects compressed bytes and writes them as IDAT chunks.</summary>
internal sealed class PngDataStream(Stream output) : Stream
{
    private readonly byte[] _buffer = new byte[128 * 1024];
    private int _filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var taken = Math.Min(data.Length, _buffer.Length - _filled);
            data[..taken].CopyTo(_buffer.AsSpan(_filled));
            _filled += taken;
            data = data[taken..];
            if (_filled == _buffer.Length)
            {
                WriteChunk();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // A flush is no reason for a short chunk.
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _filled > 0)
        {
            WriteChunk();
        }

        base.Dispose(disposing);
    }

    private void WriteChunk()
    {
        PngChunk.Write(output, "IDAT"u8, _buffer.AsSpan(0, _filled));
        _filled = 0;
    }
}
