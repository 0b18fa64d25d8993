using System.Text;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>The fonts of a page as words point to them, and what their glyphs have shown of them.</summary>
internal sealed class FontTable
{
    /// <summary>So many different characters of one width, a narrow and a wide letter among them, are no accident.</summary>
    private const int EnoughCharacters = 20;

    private const double SameWidthEm = 0.006;

    private readonly Dictionary<(string Name, int Flags), int> _indexes = [];
    private readonly Dictionary<PageFont, int> _known = [];
    private readonly List<PageFont> _fonts = [];
    private readonly List<Widths> _widths = [];

    public IReadOnlyList<PageFont> Fonts =>
        [.. _fonts.Select((font, index) => font with { Monospace = font.Monospace || _widths[index].IsFixed })];

    public unsafe int IndexOf(nint text, int character)
    {
        const int MaxNameBytes = 256;
        var bytes = stackalloc byte[MaxNameBytes];
        var length = PdfiumText.FontInfo(text, character, bytes, MaxNameBytes, out var flags);
        var name = length is 0 or > MaxNameBytes ? "" : Encoding.UTF8.GetString(bytes, (int)length - 1);
        if (!_indexes.TryGetValue((name, flags), out var index))
        {
            index = IndexOf(Traits(name, length == 0 ? 0 : flags));
            _indexes.Add((name, flags), index);
        }

        return index;
    }

    /// <summary>Of words that no font draws.</summary>
    public int Unnamed() => IndexOf(FontTraits.Of(""));

    /// <summary>The font of glyphs whose fonts have no name, if there were any.</summary>
    public int? Nameless => _known.TryGetValue(FontTraits.Of(""), out var index) ? index : null;

    /// <summary>Two subsets of one font are the same to a reader, and a word may be set in both.</summary>
    private int IndexOf(PageFont font)
    {
        if (!_known.TryGetValue(font, out var index))
        {
            index = _fonts.Count;
            _fonts.Add(font);
            _widths.Add(new Widths());
            _known.Add(font, index);
        }

        return index;
    }

    /// <param name="widthEm">The advance, as a share of the font size.</param>
    public void Saw(int font, Rune rune, double widthEm) => _widths[font].Add(rune, widthEm);

    private static PageFont Traits(string name, int flags)
    {
        var told = FontTraits.Of(name);
        var (bold, italic) = ((flags & PdfiumFont.ForceBold) != 0, (flags & PdfiumFont.Italic) != 0);
        return told with { Bold = told.Bold || bold, Italic = told.Italic || italic };
    }

    private sealed class Widths
    {
        private readonly HashSet<int> _seen = [];
        private double _least = double.MaxValue;
        private double _most;

        public bool IsFixed => _most - _least <= SameWidthEm && _seen.Count >= EnoughCharacters
            && (_seen.Contains('i') || _seen.Contains('l'))
                && (_seen.Contains('m') || _seen.Contains('w') || _seen.Contains('W') || _seen.Contains('M'));

        public void Add(Rune rune, double widthEm)
        {
            // Widths that differ settle it: no set need grow any more.
            if (_most - _least <= SameWidthEm && rune.Value < 0x250)
            {
                _seen.Add(rune.Value);
                _least = Math.Min(_least, widthEm);
                _most = Math.Max(_most, widthEm);
            }
        }
    }
}
