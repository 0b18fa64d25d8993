namespace DaprProcessing.Stages.Gathers;

/// <summary>
/// An artifact while it is written: in memory as long as it is small, then in a file. Whoever writes may close it; its bytes are
/// there until <see cref="Remove"/>.
/// </summary>
/// <param name="newFile">The path of a file that may be made.</param>
internal sealed class ArtifactBuffer(Func<string> newFile) : Stream
{
    /// <summary>Most artifacts of a small document are smaller: a file for each costs more than their bytes.</summary>
    public const int MemoryBytes = 64 << 10;

    private Stream _bytes = new MemoryStream();
    private long _length;

    /// <summary>Where the bytes are; null while they are in memory.</summary>
    public string? Path { get; private set; }

    /// <summary>The bytes, where they are in memory.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes is MemoryStream memory && Path is null
        ? new ReadOnlyMemory<byte>(memory.GetBuffer(), 0, (int)_length)
        : throw new InvalidOperationException("the artifact is in a file");

    public override bool CanRead => _bytes.CanRead;

    public override bool CanSeek => _bytes.CanSeek;

    public override bool CanWrite => _bytes.CanWrite;

    public override long Length => _length;

    public override long Position
    {
        get => _bytes.Position;
        set => _bytes.Position = value;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Grow(_bytes.Position + buffer.Length);
        _bytes.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Grow(_bytes.Position + buffer.Length);
        return _bytes.WriteAsync(buffer, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => _bytes.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => _bytes.Seek(offset, origin);

    public override void SetLength(long value)
    {
        Grow(value);
        _bytes.SetLength(value);
        _length = value;
    }

    public override void Flush() => _bytes.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _bytes.FlushAsync(cancellationToken);

    /// <summary>Lets go of the bytes.</summary>
    public void Remove()
    {
        _bytes.Dispose();
        if (Path is { } path)
        {
            File.Delete(path);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _bytes.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Grow(long length)
    {
        _length = Math.Max(_length, length);
        if (Path is not null || length <= MemoryBytes)
        {
            return;
        }

        var (memory, path) = (_bytes, newFile());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        (_bytes, Path) = (file, path);
        var position = memory.Position;
        memory.Position = 0;
        memory.CopyTo(file);
        file.Position = position;
    }
}
