using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.PngToText;

/// <summary>What a caller may choose for the text of pages.</summary>
internal sealed record PngToTextOptions
{
    public const string None = "none";

    [Description("When pages are recognised: auto (text layer missing or garbled), always, never.")]
    [AllowedValues("auto", "always", "never")]
    public string Ocr { get; init; } = "auto";

    [Description("The text recogniser: tesseract, paddle (PP-OCR, a neural one; many scripts at once), or auto: tesseract, "
        + "and paddle where it is in doubt and its models are there.")]
    [AllowedValues("auto", "tesseract", "paddle")]
    public string Engine { get; init; } = "auto";

    [Description("Resolution pages are recognised at, in dpi.")]
    [Range(72, 600)]
    public double Dpi { get; init; } = 200;

    // They become part of an engine's arguments and of file names there.
    [Description("Languages of the text, as tesseract names them.")]
    [Length(1, 8)]
    [RegularExpression("^[A-Za-z0-9_]{1,32}$")]
    public IReadOnlyList<string> Languages { get; init; } = ["eng"];

    [Description("Who writes a commentary on what each page says, to commentary/0001.txt: none, openai (a server with OpenAI's "
        + "chat completions), gemini. The page's text is sent there.")]
    [AllowedValues(None, "openai", "gemini")]
    public string Commentary { get; init; } = None;

    [Description("What the commentary is to be like, in up to 1000 letters: for whom, how long, what it is to dwell on.")]
    [RegularExpression(@"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]{0,1000}$")]
    public string CommentaryInstructions { get; init; } = "";
}
