namespace DaprProcessing.TestKit.Pdf;

/// <summary>The standard 14 fonts that need no embedding, less the two of symbols.</summary>
public enum StandardFont
{
    Helvetica,
    HelveticaBold,
    HelveticaOblique,
    HelveticaBoldOblique,
    TimesRoman,
    TimesBold,
    TimesItalic,
    TimesBoldItalic,
    Courier,
    CourierBold,
    CourierOblique,
    CourierBoldOblique,

    /// <summary>
    /// Looks like Helvetica, but its character map says private-use characters: a text layer that is there and worthless.
    /// </summary>
    Garbled,
}

internal static class StandardFonts
{
    public static string BaseName(this StandardFont font) => font switch
    {
        StandardFont.HelveticaBold => "Helvetica-Bold",
        StandardFont.HelveticaOblique => "Helvetica-Oblique",
        StandardFont.HelveticaBoldOblique => "Helvetica-BoldOblique",
        StandardFont.TimesRoman => "Times-Roman",
        StandardFont.TimesBold => "Times-Bold",
        StandardFont.TimesItalic => "Times-Italic",
        StandardFont.TimesBoldItalic => "Times-BoldItalic",
        StandardFont.Courier => "Courier",
        StandardFont.CourierBold => "Courier-Bold",
        StandardFont.CourierOblique => "Courier-Oblique",
        StandardFont.CourierBoldOblique => "Courier-BoldOblique",
        _ => "Helvetica",
    };
}
