using System.Buffers.Binary;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>The compressed pixels of a PNG file that was written here, its chunks joined, read from the disk.</summary>
internal sealed class PngData : Stream
{
    private const int SignatureBytes = 8, FrameBytes = 8, ChecksumBytes = 4, HeaderBytes = 13;

    private readonly FileStream _file;
    private readonly Queue<(long Start, int Length)> _chunks = new();
    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly long _length;
    private int _left;

    public PngData(string path)
    {
        _file = File.OpenRead(path);
        Span<byte> frame = stackalloc byte[FrameBytes];
        for (var at = (long)SignatureBytes; at + FrameBytes <= _file.Length;)
        {
            _file.Position = at;
            _file.ReadExactly(frame);
            var length = BinaryPrimitives.ReadInt32BigEndian(frame);
            if (frame[4..].SequenceEqual("IHDR"u8))
            {
                _file.ReadExactly(_header);
            }
            else if (frame[4..].SequenceEqual("IDAT"u8))
            {
                _chunks.Enqueue((at + FrameBytes, length));
                _length += length;
            }

            at += FrameBytes + length + ChecksumBytes;
        }
    }

    /// <summary>Width, height, bits, kind of colour …</summary>
    public ReadOnlySpan<byte> Header => _header;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0)
        {
            if (!_chunks.TryDequeue(out var chunk))
            {
                return 0;
            }

            (_file.Position, _left) = (chunk.Start, chunk.Length);
        }

        var read = _file.Read(buffer[..Math.Min(_left, buffer.Length)]);
        _left -= read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
