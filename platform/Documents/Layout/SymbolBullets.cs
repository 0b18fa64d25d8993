using System.Text;

namespace DaprProcessing.Documents.Layout;

/// <summary>
/// Bullets are often glyphs of a symbol font: the text layer calls them <c>r</c> or <c>n</c>, gives them a control character, or
/// a place in the private use area. One that stands alone before text, at a left edge where others stand, is a bullet.
/// </summary>
internal static class SymbolBullets
{
    private const string Bullet = "•";
    private const int MaxSymbols = 400;

    /// <summary>Text follows a bullet within so many font sizes, and nothing precedes it as near.</summary>
    private const double ReachEm = 4;
    private static readonly char[] Codes = [.. Enumerable.Range(1, 31).Select(code => (char)code)];
    private static readonly string[] SymbolFonts = ["Wingdings", "Webdings", "Dingbats", "Symbol", "Marlett"];

    public static bool IsSymbol(string text, string font) =>
        IsOneRune(text, out var rune) ? IsNameless(rune) || (IsOfSymbols(font) && rune.Value < 0x370)
        : Drawn(text) is { Length: > 0 } drawn && drawn.Length < text.Length && IsOneRune(drawn, out _);

    private static bool IsOneRune(string text, out Rune rune) =>
        Rune.DecodeFromUtf16(text, out rune, out var length) == System.Buffers.OperationStatus.Done && length == text.Length;

    private static bool IsOfSymbols(string font) =>
        SymbolFonts.Any(name => font.Contains(name, StringComparison.OrdinalIgnoreCase));

    // A code of the font's own stands for a space, so the letter before it is none to be read either.
    private static string Drawn(string text) => text.TrimEnd(Codes);

    /// <summary>Control characters, the replacement character and the private use areas.</summary>
    private static bool IsNameless(Rune rune) =>
        rune.Value is (> 0 and < 0x20) or (>= 0x80 and <= 0x9F) or 0xFFFD or (>= 0xE000 and <= 0xF8FF) or >= 0xF0000;

    /// <summary>Symbols that stand like bullets become bullets; those without any text left are dropped.</summary>
    public static List<IReadOnlyList<Word>> Name(List<IReadOnlyList<Word>> lines)
    {
        var words = lines.SelectMany(line => line).ToList();
        var symbols = words.Where(word => word.IsSymbol).Take(MaxSymbols).ToList();
        if (symbols.Count == 0)
        {
            return lines;
        }

        var first = symbols.Where(symbol => IsFirst(symbol, words)).ToList();
        var bullets = first.Where(
            symbol => first.Exists(
            other => other != symbol
            && Math.Abs(other.Box.L - symbol.Box.L) < 0.5 * symbol.Size)).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. lines.Select(line => line
            .Select(word => !bullets.Contains(word) || ListMarker.IsBullet(word.Text) ? word : word with { Text = Bullet })
            .Where(word => word.Text.Length > 0).ToList()).Where(line => line.Count > 0)];
    }

    private static bool IsFirst(Word symbol, List<Word> words)
    {
        var beside = words.Where(
            word => word != symbol && word.CenterY > symbol.Box.T - symbol.Size && word.CenterY < symbol.Box.B + symbol.Size
            && Math.Abs(word.CenterY - symbol.CenterY) < 0.6 * Math.Max(word.Size, symbol.Size)).ToList();
        var reach = ReachEm * symbol.Size;
        return beside.Exists(word => word.Box.L >= symbol.Box.R - 1 && word.Box.L - symbol.Box.R < reach)
            && !beside.Exists(word => word.Box.R <= symbol.Box.L + 1 && symbol.Box.L - word.Box.R < reach);
    }
}
