using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>What one page says and where; <c>…/text/0001.json</c> holds those of a chunk.</summary>
/// <param name="PageNo">1-based.</param>
/// <param name="WidthPt">Width of the page as displayed (cropped, rotated), in PDF points.</param>
/// <param name="HeightPt">Height likewise.</param>
/// <param name="Source">Where the text came from.</param>
/// <param name="Reason">Why that source: null for a good text layer, else for example <c>no_text_layer</c>,
/// <c>garbled_text_layer</c>, <c>image_input</c>.</param>
/// <param name="Confidence">Mean word confidence of OCR, 0 to 1; null for a text layer.</param>
/// <param name="Fonts">Fonts that words point into.</param>
/// <param name="Words">Words in the order their source gave them (content or OCR order).</param>
/// <param name="Images">Boxes of raster images on the page.</param>
/// <param name="Rules">Horizontal and vertical ruling lines, thin boxes; empty where the source does not tell.</param>
/// <param name="RotationDeg">Clockwise turn that put the displayed page upright before it was read (0, 90, 180, 270): a scan that
/// lay on its side.
/// Width, height and boxes are of the upright page.</param>
/// <param name="SlopeDeg">How far the lines of a scan that lay askew run down to the right, in degrees. Boxes are level, each
/// where its word stands.</param>
public sealed record PageText(
    int PageNo, double WidthPt, double HeightPt, TextSource Source, string? Reason, double? Confidence,
    IReadOnlyList<PageFont> Fonts, IReadOnlyList<PageWord> Words, IReadOnlyList<Box> Images, IReadOnlyList<Box> Rules,
    int RotationDeg = 0, double SlopeDeg = 0)
{
    /// <summary>Its name among a page's outputs.</summary>
    public const string Output = "text";

    /// <summary>The reason where a caller asked for OCR, whatever the text layer is worth.</summary>
    public const string ReasonRequested = "requested";

    /// <summary>The reason where the first parser does not read the file, or dies of it: words alone are known.</summary>
    public const string ReasonSecondParser = "second_parser";

    /// <summary>Why places are unread: there are more of them than are looked at of one page.</summary>
    public const string TooManyPlaces = "too_many_places";

    /// <summary>Why places are unread: no recogniser made words of them.</summary>
    public const string NotRecognized = "not_recognized";

    /// <summary>Why places are unread: what a recogniser made of them is no text; they are parts of a picture, most
    /// likely.</summary>
    public const string NoWords = "no_words";

    /// <summary>Why places are unread: the caller wanted no recognition.</summary>
    public const string RecognitionOff = "recognition_off";

    /// <summary>The name of the font of recognised words.</summary>
    public const string RecognizedFont = "ocr";

    /// <summary>Places where the page shows what looks like text and no word tells of it; null where all is told.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Box>? Unread { get; init; }

    /// <summary>Such places that nobody has tried to read, since there are too many; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Box>? Untried { get; init; }

    /// <summary>Why places were left unread: one of the constants here, or the code of the failure that recognition met; null
    /// where none was left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UnreadReason { get; init; }

    /// <summary>Places of the page that lead to an address; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PageLink>? Links { get; init; }

    /// <summary>What the file says that its words are, which <see cref="PageWord.Tag"/> points into; null where it says
    /// nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PageTag>? Tags { get; init; }

    /// <summary>Figures that the file describes in words; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DescribedFigure>? Figures { get; init; }

    /// <summary>What recognised it: <c>tesseract</c>, <c>paddle</c>, or <c>tesseract+paddle</c>; null for a text layer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Recognizer { get; init; }

    /// <summary>Why a second recogniser was asked; null where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecondOpinion { get; init; }

    /// <summary>Words of the text layer that are none of these; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LeftOutWords? LeftOut { get; init; }

    /// <summary>Letters and digits that the file has for the page, that are in none of the words, and that were not left out on
    /// purpose: more than a few are a fault of the reader.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Lost { get; init; }

    /// <summary>Clockwise turns from the page as it lies here to the page as it lies there.</summary>
    public int QuartersTo(PageText other) => (((other.RotationDeg - RotationDeg) / 90) + 4) % 4;

    /// <summary>The words as lines of text, in source order.</summary>
    [JsonIgnore]
    public string PlainText => PageLines.Join(Words);
}

[JsonConverter(typeof(JsonStringEnumConverter<TextSource>))]
public enum TextSource
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("text_layer")] TextLayer,
    [JsonStringEnumMemberName("ocr")] Ocr,
}

/// <param name="Name">PostScript name without subset prefix; "ocr" for recognised text.</param>
public sealed record PageFont(string Name, bool Bold, bool Italic, bool Monospace);

/// <param name="Text">One word, in logical order (right-to-left words too), without surrounding space.</param>
/// <param name="Box">In points, origin at the top left of the displayed page.</param>
/// <param name="Font">Index into the page's fonts.</param>
/// <param name="SizePt">Font size in points; for OCR an estimate from the line height.</param>
/// <param name="EndsLine">The source ended a line after this word.</param>
/// <param name="SpaceAfter">A space follows (false between CJK runs and around a change of font inside a word).</param>
[JsonConverter(typeof(PageWordJson))]
public sealed record PageWord(string Text, Box Box, int Font, double SizePt, bool EndsLine = false, bool SpaceAfter = true)
{
    /// <summary>Red, green and blue as 0xRRGGBB; 0, black, also where the source does not tell.</summary>
    public int Color { get; init; }

    /// <summary>How far the word is turned on the displayed page: clockwise, in whole degrees from 0 to 359.</summary>
    public int AngleDeg { get; init; }

    /// <summary>How sure a recogniser is of it, 0 to 1; told to whoever asked it, and not stored.</summary>
    public double? Confidence { get; init; }

    /// <summary>The same word on a page of this size once it is turned.</summary>
    /// <param name="quarters">Clockwise.</param>
    public PageWord Turn(int quarters, double width, double height) =>
        this with { Box = Box.Turn(quarters, width, height), AngleDeg = (AngleDeg + (quarters * 90)) % 360 };

    /// <summary>Which of the page's tags it belongs to, counted from 1; 0 for none.</summary>
    public int Tag { get; init; }

    /// <summary>In the text layer and painted by nobody, as recognised text under a scan is.</summary>
    public bool Hidden { get; init; }
}

/// <param name="Uri">Absolute: http, https, mailto, ftp or tel.</param>
public sealed record PageLink(Box Box, string Uri);
