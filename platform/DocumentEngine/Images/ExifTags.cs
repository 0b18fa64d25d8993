using System.Buffers.Binary;
using System.Text;

namespace DaprProcessing.DocumentEngine.Images;

/// <summary>The EXIF tags that people ask for, as text.</summary>
internal sealed class ExifTags
{
    private const int EntryBytes = 12;
    private const int MostEntries = 512;
    private const int MostCharacters = 256;
    private const ushort ExifDirectory = 0x8769, GpsDirectory = 0x8825;

    private static readonly Dictionary<ushort, string> Names = new()
    {
        [0x010E] = "ImageDescription", [0x010F] = "Make", [0x0110] = "Model", [0x0112] = "Orientation", [0x011A] = "XResolution",
        [0x011B] = "YResolution", [0x0131] = "Software", [0x0132] = "DateTime", [0x013B] = "Artist", [0x8298] = "Copyright",
        [0x829A] = "ExposureTime", [0x829D] = "FNumber", [0x8827] = "ISOSpeedRatings", [0x9003] = "DateTimeOriginal",
        [0x9004] = "DateTimeDigitized", [0x920A] = "FocalLength", [0xA434] = "LensModel",
    };

    private readonly byte[] _data;
    private readonly bool _little;
    private readonly SortedDictionary<string, string> _found = new(StringComparer.Ordinal);

    private ExifTags(byte[] data) => (_data, _little) = (data, data[0] == (byte)'I');

    public static IReadOnlyDictionary<string, string> Read(string path, string mediaType)
    {
        if (ExifBlock.Find(path, mediaType) is not { Length: >= 14 } block || block[0] is not ((byte)'I' or (byte)'M'))
        {
            return new SortedDictionary<string, string>();
        }

        var tags = new ExifTags(block);
        tags.ReadDirectory(tags.U32(4), isGps: false, depth: 0);
        return tags._found;
    }

    private void ReadDirectory(uint at, bool isGps, int depth)
    {
        // Two levels there are; a file whose directories point at each other has no more.
        if (depth > 1 || at + 2L > _data.Length)
        {
            return;
        }

        var gps = new Dictionary<ushort, int>();
        var entries = Math.Min((int)U16((int)at), MostEntries);
        for (var i = 0; i < entries && at + 2 + ((i + 1) * EntryBytes) <= _data.Length; i++)
        {
            var entry = (int)at + 2 + (i * EntryBytes);
            var tag = U16(entry);
            if (isGps)
            {
                gps[tag] = entry;
            }
            else if (tag is ExifDirectory or GpsDirectory)
            {
                ReadDirectory(U32(entry + 8), tag == GpsDirectory, depth + 1);
            }
            else if (Names.TryGetValue(tag, out var name) && Value(entry) is { Length: > 0 } value)
            {
                _found.TryAdd(name, value);
            }
        }

        AddPlace("GPSLatitude", gps, reference: 1, degrees: 2);
        AddPlace("GPSLongitude", gps, reference: 3, degrees: 4);
    }

    private void AddPlace(string name, Dictionary<ushort, int> gps, ushort reference, ushort degrees)
    {
        if (gps.TryGetValue(degrees, out var entry) && gps.TryGetValue(reference, out var side) && U32(entry + 4) == 3
            && Rational(entry, 0) is { } whole && Rational(entry, 1) is { } minutes && Rational(entry, 2) is { } seconds)
        {
            var sign = _data[side + 8] is (byte)'S' or (byte)'W' ? -1 : 1;
            _found[name] = Math.Round(sign * (whole + (minutes / 60) + (seconds / 3600)), 6).ToString();
        }
    }

    private string? Value(int entry) => U16(entry + 2) switch
    {
        2 => Text(entry),
        3 => U16(entry + 8).ToString(),
        4 => U32(entry + 8).ToString(),
        5 => Rational(entry, 0) is { } number ? Math.Round(number, 6).ToString() : null,
        _ => null,
    };

    private string? Text(int entry)
    {
        var length = (int)Math.Min(U32(entry + 4), MostCharacters);
        var at = length <= 4 ? (uint)entry + 8 : U32(entry + 8);
        if (at + length > _data.Length)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(_data, (int)at, length).TrimEnd('\0');
        return new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
    }

    private double? Rational(int entry, int index)
    {
        var at = U32(entry + 8) + (index * 8);
        if (U16(entry + 2) != 5 || at + 8 > _data.Length)
        {
            return null;
        }

        var below = U32((int)at + 4);
        return below == 0 ? null : (double)U32((int)at) / below;
    }

    private ushort U16(int at) => _little ? BinaryPrimitives.ReadUInt16LittleEndian(_data.AsSpan(at))
        : BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));

    private uint U32(int at) => _little ? BinaryPrimitives.ReadUInt32LittleEndian(_data.AsSpan(at))
        : BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at));
}
