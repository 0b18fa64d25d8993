using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>
/// A font without shapes, all of its glyphs equally wide, for text that is never painted: a code for each character used, and a
/// map from codes to Unicode. One small font serves every script.
/// </summary>
internal sealed class GlyphlessFont
{
    /// <summary>In thousandths of the size, as are the heights: together the size, so that a line's box is its font's.</summary>
    public const int Advance = 500, Ascent = 800, Descent = 200;

    public const string Name = "DaprGlyphless";

    private const int MostCodes = 0xFFFF;
    private const int EntriesPerBlock = 100;

    private readonly Dictionary<Rune, int> _codes = [];
    private readonly List<Rune> _runes = [];

    /// <summary>As four hexadecimal digits; 1 for the first character seen.</summary>
    public string CodeOf(Rune rune)
    {
        if (!_codes.TryGetValue(rune, out var code))
        {
            if (_runes.Count >= MostCodes)
            {
                return CodeOf(_runes[^1]);
            }

            _runes.Add(rune);
            _codes[rune] = code = _runes.Count;
        }

        return code.ToString("X4", CultureInfo.InvariantCulture);
    }

    /// <summary>Writes the font's objects.</summary>
    /// <param name="font">The number that pages know it by.</param>
    public void Write(PdfObjects objects, int font)
    {
        var file = objects.AddStream(string.Create(CultureInfo.InvariantCulture, $"/Length1 {Program.Length}"), Program);
        var toUnicode = objects.AddStream("", Encoding.ASCII.GetBytes(UnicodeMap()));
        var glyphs = objects.AddStream("", GlyphMap());
        var descriptor = objects.Add(
            $"<< /Type /FontDescriptor /FontName /{Name} /Flags 5 /FontBBox [0 -{Descent} {Advance} {Ascent}] /ItalicAngle 0 "
            + $"/Ascent {Ascent} /Descent -{Descent} /CapHeight 700 /StemV 80 /FontFile2 {file} 0 R >>");
        var descendant = objects.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{Name} /DW {Advance} /CIDToGIDMap {glyphs} 0 R "
            + $"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R >>");
        objects.Write(
            font,
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{Name} /Encoding /Identity-H "
            + $"/DescendantFonts [{descendant} 0 R] /ToUnicode {toUnicode} 0 R >>");
    }

    private string UnicodeMap()
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            + "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            + "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            + "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        for (var start = 0; start < _runes.Count; start += EntriesPerBlock)
        {
            var count = Math.Min(EntriesPerBlock, _runes.Count - start);
            map.Append(CultureInfo.InvariantCulture, $"{count} beginbfchar\n");
            for (var i = start; i < start + count; i++)
            {
                var unicode = Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(_runes[i].ToString()));
                map.Append(CultureInfo.InvariantCulture, $"<{i + 1:X4}> <{unicode}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    /// <summary>Every code is the one glyph.</summary>
    private byte[] GlyphMap()
    {
        var map = new byte[(_runes.Count + 1) * 2];
        for (var code = 1; code <= _runes.Count; code++)
        {
            map[(code * 2) + 1] = 1;
        }

        return map;
    }

    /// <summary>A TrueType program of two glyphs: an empty one for what is missing, and the one for all.</summary>
    private static byte[] Program { get; } = BuildProgram();

    /// <summary>
    /// One contour of two points, from corner to corner: it has no area, so that nothing could be painted, and the box of a
    /// letter. Readers (PDFium) leave out text whose glyphs have no extent.
    /// </summary>
    private static byte[] Glyph =>
    [
        // Contours, box; last point of the contour, no instructions; both points on the curve; x and y, each from the last.
        .. Words(1, 0, -Descent, Advance, Ascent, 1, 0), 1, 1, .. Words(0, Advance, -Descent, Ascent + Descent),
    ];

    private static byte[] BuildProgram()
    {
        const int Glyphs = 2, UnitsPerEm = 1000;
        var metrics = new byte[Glyphs * 4];
        BinaryPrimitives.WriteInt16BigEndian(metrics, Advance);
        BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan(4), Advance);
        return TrueTypeFile.Of(
        [
            ("glyf", Glyph),
            ("head", Words(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, UnitsPerEm, 0, 0, 0, 0, 0, 0, 0, 0,
                0, -Descent, Advance, Ascent, 0, 8, 2, 0, 0)),
            ("hhea", Words(1, 0, Ascent, -Descent, 0, Advance, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, Glyphs)),
            ("hmtx", metrics),
            ("loca", Words(0, 0, Glyph.Length / 2)),
            ("maxp", Words(1, 0, Glyphs, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
        ]);
    }

    private static byte[] Words(params int[] values)
    {
        var bytes = new byte[values.Length * 2];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(i * 2), unchecked((short)values[i]));
        }

        return bytes;
    }
}
