using System.Runtime.InteropServices;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native;

namespace DaprProcessing.DocumentEngine.Text;

/// <summary>Which font each character of a page has, and the list of fonts.</summary>
internal sealed unsafe class FontRuns
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<PageFont> _fonts = [];
    private readonly int[] _fontOf;
    private readonly float[] _sizeOf;

    public FontRuns(Glib.List* attributes, int characters)
    {
        _fontOf = new int[characters];
        _sizeOf = new float[characters];
        for (var item = attributes; item != null; item = item->Next)
        {
            var run = (Poppler.TextAttributes*)item->Data;
            var start = Math.Clamp(run->StartIndex, 0, characters);
            var end = Math.Clamp(run->EndIndex + 1, start, characters);
            _fontOf.AsSpan(start, end - start).Fill(IndexOf(Marshal.PtrToStringUTF8((nint)run->FontName) ?? ""));
            _sizeOf.AsSpan(start, end - start).Fill((float)run->FontSize);
        }
    }

    public IReadOnlyList<PageFont> Fonts => _fonts;

    public int FontAt(int character)
    {
        if (_fonts.Count == 0)
        {
            IndexOf("");
        }

        return character < _fontOf.Length ? _fontOf[character] : 0;
    }

    public double SizeAt(int character) => character < _sizeOf.Length ? _sizeOf[character] : 0;

    private int IndexOf(string name)
    {
        if (!_indexes.TryGetValue(name, out var index))
        {
            index = _fonts.Count;
            _fonts.Add(FontTraits.Of(name));
            _indexes.Add(name, index);
        }

        return index;
    }
}
