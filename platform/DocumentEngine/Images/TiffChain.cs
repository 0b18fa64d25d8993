using System.Buffers.Binary;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>
/// The directories of a TIFF, one after the other, read without a pixel: classic and BigTIFF, either byte order. Where the
/// chain points beyond the end of the file, the file was cut, and says so.
/// </summary>
internal sealed class TiffChain
{
    public const int MaxDirectories = 10_000;

    private readonly FileStream _file;
    private readonly bool _little;
    private readonly bool _big;

    private TiffChain(FileStream file, bool little, bool big) => (_file, _little, _big) = (file, little, big);

    public List<TiffDirectory> Directories { get; } = [];

    /// <summary>The chain goes on where the file does not.</summary>
    public bool IsCut { get; private set; }

    /// <returns>Null where the file is no TIFF.</returns>
    public static TiffChain? TryRead(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[16];
        if (file.ReadAtLeast(header, 16, throwOnEndOfStream: false) < 8 || header[0] != header[1]
            || header[0] is not ((byte)'I' or (byte)'M'))
        {
            return null;
        }

        var little = header[0] == (byte)'I';
        var version = little ? BinaryPrimitives.ReadUInt16LittleEndian(header[2..])
            : BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
        if (version is not (42 or 43))
        {
            return null;
        }

        var chain = new TiffChain(file, little, version == 43);
        chain.Walk(version == 43 ? chain.Number(header[8..], 8) : chain.Number(header[4..], 4));
        return chain;
    }

    private void Walk(long offset)
    {
        var seen = new HashSet<long>();
        while (offset != 0 && Directories.Count < MaxDirectories && seen.Add(offset))
        {
            var (countBytes, entryBytes, nextBytes) = _big ? (8, 20, 8) : (2, 12, 4);
            if (Read(offset, countBytes) is not { } head || Number(head, countBytes) is not (> 0 and <= 65_535 and var count)
                || Read(offset + countBytes, ((int)count * entryBytes) + nextBytes) is not { } entries)
            {
                IsCut = true;
                return;
            }

            var fields = new TiffFields(this, entries, (int)count, entryBytes);
            Directories.Add(TiffDirectoryReader.Read(fields, Directories.Count, _file.Length));
            offset = Number(entries.AsSpan((int)count * entryBytes), nextBytes);
        }
    }

    /// <returns>Null where the file ends before.</returns>
    public byte[]? Read(long offset, int bytes)
    {
        if (offset < 0 || offset > _file.Length - bytes)
        {
            return null;
        }

        var part = new byte[bytes];
        _file.Position = offset;
        _file.ReadExactly(part);
        return part;
    }

    /// <summary>Unsigned; what is beyond a long is beyond any file as well.</summary>
    public long Number(ReadOnlySpan<byte> bytes, int length) => (length, _little) switch
    {
        (1, _) => bytes[0],
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, true) => (long)Math.Min(long.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        (_, false) => (long)Math.Min(long.MaxValue, BinaryPrimitives.ReadUInt64BigEndian(bytes)),
    };
}
