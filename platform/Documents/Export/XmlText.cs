namespace DaprProcessing.Documents.Export;

/// <summary>Text as XML may have it.</summary>
internal static class XmlText
{
    /// <summary>Without what XML has no place for.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsXml(text, i))
            {
                return new string([.. text.Where((_, at) => IsXml(text, at))]);
            }
        }

        return text;
    }

    private static bool IsXml(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) ? at > 0 && char.IsHighSurrogate(text[at - 1])
        : text[at] is '\t' or '\n' or '\r' or (>= ' ' and <= '\uFFFD');
}
