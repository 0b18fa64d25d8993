using System.Text;
using DaprProcessing.DocumentEngine.Searchable;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>The values of text fields as PdfPig reads them, from whichever field above them they come.</summary>
internal static class WidgetValues
{
    private const int MaxDepth = 32;
    private const int MaxChars = 4_000;
    private const int Password = 1 << 13;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <param name="index">Among the annotations of the page.</param>
    /// <returns>Null where it is no text field, has no value, or nobody is to read it.</returns>
    public static string? Of(UglyToad.PdfPig.PdfDocument document, PageNode? page, int index)
    {
        var annotations = PageNodes.Resolve(document, page?.Dictionary.Data.GetValueOrDefault("Annots")) as ArrayToken;
        var widget = annotations?.Data.ElementAtOrDefault(index);
        return Inherited(document, widget, "FT") is NameToken { Data: "Tx" or "Ch" }
            && ((Inherited(document, widget, "Ff") as NumericToken)?.Int & Password) is null or 0
            ? TextOf(Inherited(document, widget, "V")) : null;
    }

    private static IToken? Inherited(UglyToad.PdfPig.PdfDocument document, IToken? field, string key)
    {
        for (var depth = 0; depth < MaxDepth && PageNodes.Resolve(document, field) is DictionaryToken dictionary; depth++)
        {
            if (PageNodes.Resolve(document, dictionary.Data.GetValueOrDefault(key)) is { } value)
            {
                return value;
            }

            field = dictionary.Data.GetValueOrDefault("Parent");
        }

        return null;
    }

    private static string? TextOf(IToken? value)
    {
        var bytes = value switch
        {
            StringToken text => text.GetBytes(),
            HexToken hex => [.. hex.Bytes.ToArray()],
            _ => null,
        };
        var read = bytes?.AsSpan().StartsWith(Utf8Mark) == true ? Encoding.UTF8.GetString(bytes.AsSpan(Utf8Mark.Length))
            : value switch
            {
                StringToken text => text.Data,
                HexToken hex => hex.Data,
                _ => null,
            };
        return read is null ? null : Description.NativeText.Cut(read, MaxChars);
    }
}
