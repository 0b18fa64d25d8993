using System.Buffers.Binary;
using System.Text;

namespace DaprProcessing.DocumentEngine.Searchable.Archival;

/// <summary>
/// sRGB (IEC 61966-2-1) as an ICC profile, version 2: what the colours of a file that names none are meant to be.
/// </summary>
internal static class SrgbProfile
{
    private const int HeaderBytes = 128, TagBytes = 12, CurvePoints = 1024;

    public static byte[] Bytes { get; } = Build();

    private static byte[] Build()
    {
        var curve = Curve();
        (string Name, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB IEC61966-2.1")),
            ("cprt", [.. Ascii("text"), .. Int(0), .. Ascii("No copyright, use freely\0")]),
            ("wtpt", Place(0.9642, 1, 0.8249)),
            // The primaries, adapted to the white of the profile connection space (D50).
            ("rXYZ", Place(0.4360747, 0.2225045, 0.0139322)),
            ("gXYZ", Place(0.3850649, 0.7168786, 0.0971045)),
            ("bXYZ", Place(0.1430804, 0.0606169, 0.7141733)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];
        var table = new List<byte>(Int(tags.Length));
        var data = new List<byte>();
        var start = HeaderBytes + 4 + (tags.Length * TagBytes);
        var places = new Dictionary<byte[], int>();
        foreach (var (name, value) in tags)
        {
            // The three curves are one.
            if (!places.TryGetValue(value, out var place))
            {
                places[value] = place = start + data.Count;
                data.AddRange(value);
                data.AddRange(new byte[(4 - (value.Length % 4)) % 4]);
            }

            table.AddRange([.. Ascii(name), .. Int(place), .. Int(value.Length)]);
        }

        return [.. Header(start + data.Count), .. table, .. data];
    }

    private static byte[] Header(int size)
    {
        const int Version = 0x02100000;
        byte[] date = [.. Short(2026), .. Short(1), .. Short(1), .. Short(0), .. Short(0), .. Short(0)];
        byte[] header =
        [
            .. Int(size), .. Int(0), .. Int(Version), .. Ascii("mntrRGB XYZ "), .. date, .. Ascii("acsp"),
            .. Int(0), .. Int(0), .. Int(0), .. Int(0), .. Int(0), .. Int(0), .. Int(0),
            .. Fixed(0.9642), .. Fixed(1), .. Fixed(0.8249),
        ];
        return [.. header, .. new byte[HeaderBytes - header.Length]];
    }

    private static byte[] Description(string text) =>
    [
        .. Ascii("desc"), .. Int(0), .. Int(text.Length + 1), .. Ascii(text + '\0'),
        // No Unicode and no Macintosh form of it.
        .. Int(0), .. Int(0), .. Short(0), 0, .. new byte[67],
    ];

    private static byte[] Place(double x, double y, double z) =>
        [.. Ascii("XYZ "), .. Int(0), .. Fixed(x), .. Fixed(y), .. Fixed(z)];

    private static byte[] Curve() =>
    [
        .. Ascii("curv"), .. Int(0), .. Int(CurvePoints),
        .. Enumerable.Range(0, CurvePoints).SelectMany(i => Short((int)Math.Round(65535 * Linear(i / (CurvePoints - 1.0))))),
    ];

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Fixed(double value) => Int((int)Math.Round(value * 65536));

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];
}
