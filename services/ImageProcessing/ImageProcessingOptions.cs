using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DaprProcessing.ImageProcessing;

/// <summary>What a caller may choose for images.</summary>
internal sealed record ImageProcessingOptions
{
    [Description("Format of images/0001.…; same is the input's own, or PNG where that cannot be written (GIF, BMP, PDF).")]
    [AllowedValues("same", "png", "jpeg", "webp", "tiff")]
    public string Format { get; init; } = "same";

    [Description("Width of the image in pixels; 0 follows from the height, or is the input's own.")]
    [Range(0, 20000)]
    public int Width { get; init; }

    [Description("Height of the image in pixels; 0 follows from the width, or is the input's own.")]
    [Range(0, 20000)]
    public int Height { get; init; }

    [Description("Where width and height are given: contain (all of it), cover (cut off what stands over), stretch.")]
    [AllowedValues("contain", "cover", "stretch")]
    public string Fit { get; init; } = "contain";

    [Description("Make small images larger too.")]
    public bool Enlarge { get; init; }

    [Description("Quality of JPEG and WebP.")]
    [Range(1, 100)]
    public int Quality { get; init; } = 85;

    [Description("In gray.")]
    public bool Grayscale { get; init; }

    [Description("Level the lines of text of a scan that lies askew.")]
    public bool Deskew { get; init; }

    [Description("Longest side of thumbs/0001.webp in pixels; 0 for no thumbnails and no contact sheet.")]
    [Range(0, 1024)]
    public int ThumbnailPx { get; init; } = 256;

    [Description("Read the text of the image, to texts/0001.txt.")]
    public bool Ocr { get; init; } = true;

    [Description("The text recogniser: tesseract, paddle (PP-OCR, a neural one; many scripts at once), or auto: tesseract, "
        + "and paddle where it is in doubt and its models are there.")]
    [AllowedValues("auto", "tesseract", "paddle")]
    public string Engine { get; init; } = "auto";

    [Description("Draw what was read onto the page, to overlay/0001.png.")]
    public bool Overlay { get; init; } = true;

    [Description("Languages of the text, as tesseract names them.")]
    [Length(1, 8)]
    [RegularExpression("^[A-Za-z0-9_]{1,32}$")]
    public IReadOnlyList<string> Languages { get; init; } = ["eng"];

    [Description("Resolution that pages of a PDF are rendered and overlays drawn at, in dpi.")]
    [Range(36, 600)]
    public double Dpi { get; init; } = 150;
}
