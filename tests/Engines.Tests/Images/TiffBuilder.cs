using System.Buffers.Binary;

namespace DaprProcessing.Engines.Tests.Images;

/// <summary>Little-endian TIFF files of uncompressed pages, with what their directories are to say.</summary>
internal sealed class TiffBuilder
{
    private readonly MemoryStream _file = new();
    private long _link = 4;

    public TiffBuilder() => _file.Write([(byte)'I', (byte)'I', 42, 0, 0, 0, 0, 0]);

    /// <param name="strips">One for each plane or tile; one for all else.</param>
    public TiffBuilder Page(int width, int height, int bits, int samples, byte[][] strips, params (int Tag, long Value)[] more)
    {
        var offsets = new List<long>();
        foreach (var strip in strips)
        {
            offsets.Add(_file.Position);
            _file.Write(strip);
            _file.Position += _file.Position & 1;
        }

        var tags = new SortedDictionary<int, long[]>
        {
            [256] = [width],
            [257] = [height],
            [258] = [.. Enumerable.Repeat((long)bits, samples)],
            [259] = [1],
            [262] = [samples >= 3 ? 2 : 1],
            [277] = [samples],
        };
        var tiled = more.Any(one => one.Tag == 322);
        (tags[tiled ? 324 : 273], tags[tiled ? 325 : 279]) = ([.. offsets], [.. strips.Select(strip => (long)strip.Length)]);
        if (!tiled)
        {
            tags[278] = [height];
        }

        foreach (var (tag, value) in more)
        {
            tags[tag] = [value];
        }

        WriteDirectory(tags);
        return this;
    }

    public byte[] Build() => _file.ToArray();

    private void WriteDirectory(SortedDictionary<int, long[]> tags)
    {
        var entries = new MemoryStream();
        foreach (var (tag, values) in tags)
        {
            // Resolutions are ratios; a value of 98 is written as 98/1.
            var (type, size) = tag is 282 or 283 ? (5, 8) : (4, 4);
            var bytes = new byte[Math.Max(4, values.Length * size)];
            for (var i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * size), (uint)values[i]);
                if (type == 5)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((i * size) + 4), 1);
                }
            }

            var place = bytes;
            if (bytes.Length > 4)
            {
                place = Word((uint)_file.Position);
                _file.Write(bytes);
            }

            entries.Write([(byte)tag, (byte)(tag >> 8), (byte)type, 0, .. Word((uint)values.Length), .. place]);
        }

        var start = (uint)_file.Position;
        _file.Write([(byte)tags.Count, 0, .. entries.ToArray(), 0, 0, 0, 0]);
        var end = _file.Position;
        _file.Position = _link;
        _file.Write(Word(start));
        _file.Position = end;
        _link = end - 4;
    }

    private static byte[] Word(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
