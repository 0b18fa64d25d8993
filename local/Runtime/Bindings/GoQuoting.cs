namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>
/// daprd's object store bindings run Go's <c>strconv.Unquote</c> over what they are to store, and where it succeeds they store
/// the text without its quotes: bytes that happen to look like a quoted text come back changed.
/// </summary>
internal static class GoQuoting
{
    /// <summary>True where the bytes would not be stored as they are.</summary>
    public static bool WouldUnquote(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2 || data[0] != data[^1])
        {
            return false;
        }

        var inside = data[1..^1];
        return data[0] switch
        {
            (byte)'`' => !inside.Contains((byte)'`'),
            (byte)'"' => IsPlainText(inside, (byte)'"'),
            // One character, plain or escaped; a longer text is no quoted character and stays.
            (byte)'\'' => inside.Length is > 0 and <= 10 && IsPlainText(inside, (byte)'\''),
            _ => false,
        };
    }

    // No line break and no quote that is not escaped.
    private static bool IsPlainText(ReadOnlySpan<byte> text, byte quote)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '\n' || text[i] == quote)
            {
                return false;
            }
        }

        return true;
    }
}
