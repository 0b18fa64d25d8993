using System.Text;

namespace DaprProcessing.Contracts.Documents;

/// <summary>
/// A file of text as characters: by its byte order mark, else UTF-8, else what older Windows programs wrote. Lines end in line
/// feeds; what is no text of a person is left out.
/// </summary>
public static class DecodedText
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static string Of(ReadOnlySpan<byte> content)
    {
        var text = content switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(content),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(content),
            _ => Bytes(content),
        };
        text = text.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n');
        return text.AsSpan().ContainsAnyInRange('\0', '\b') ? new string([.. text.Where(letter => letter > '\b')]) : text;
    }

    // A byte that was damaged makes no other encoding: only where hardly any sequence is one of UTF-8.
    private static string Bytes(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        var broken = text.AsSpan().Count(Rune.ReplacementChar.ToString()[0]);
        return broken > 0 && 2 * broken > text.Count(letter => letter > '\x7F') ? Windows.GetString(content) : text;
    }
}
