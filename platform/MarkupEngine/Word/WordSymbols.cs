using System.Globalization;

namespace DaprProcessing.MarkupEngine.Word;

/// <summary>Letters of symbol fonts that stand for something.</summary>
internal static class WordSymbols
{
    // Symbol fonts have their letters in the private use area.
    private const int PrivateUse = 0xF000;

    /// <param name="code">Hexadecimal; null for what only that font can draw.</param>
    public static string? Of(string code)
    {
        if (!int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return (number & ~PrivateUse) switch
        {
            0xFE or 0x52 or 0xFD when number >= PrivateUse => "☒",
            0xA8 or 0x6F when number >= PrivateUse => "☐",
            0xB7 or 0xA7 when number >= PrivateUse => "•",
            0xE0 when number >= PrivateUse => "→",
            _ when number is > ' ' and < PrivateUse && !char.IsSurrogate((char)number) => ((char)number).ToString(),
            _ => null,
        };
    }
}
