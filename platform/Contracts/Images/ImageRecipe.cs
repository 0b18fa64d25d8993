using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Images;

/// <summary>What to make of one image, upright whatever its EXIF orientation.</summary>
/// <param name="Dpi">Resolution that pages of a PDF are rendered at; images are used as they are.</param>
/// <param name="Deskew">Turn it by some degrees, so that its lines of text are level.</param>
/// <param name="Grayscale">All copies in gray.</param>
/// <param name="Copies">The files to write: re-encoded, so that nothing of the image's metadata is in them.</param>
public sealed record ImageRecipe(double Dpi, bool Deskew, bool Grayscale, IReadOnlyList<ImageCopy> Copies);

/// <summary>One file to write.</summary>
/// <param name="WidthPx">0 for what the height and the image's shape give.</param>
/// <param name="HeightPx">0 likewise; both 0 for the image's own size.</param>
/// <param name="Enlarge">Also where the image is smaller than wanted.</param>
/// <param name="Quality">Of JPEG and WebP, 1 to 100.</param>
public sealed record ImageCopy(
    string Path, ImageFormat Format, int WidthPx = 0, int HeightPx = 0, ImageFit Fit = ImageFit.Contain, bool Enlarge = false,
    int Quality = 85);

[JsonConverter(typeof(JsonStringEnumConverter<ImageFormat>))]
public enum ImageFormat
{
    [JsonStringEnumMemberName("png")] Png,
    [JsonStringEnumMemberName("jpeg")] Jpeg,
    [JsonStringEnumMemberName("webp")] Webp,
    [JsonStringEnumMemberName("tiff")] Tiff,
}

/// <summary>How an image goes into a frame of another shape.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageFit>))]
public enum ImageFit
{
    /// <summary>All of it, smaller than the frame in one direction.</summary>
    [JsonStringEnumMemberName("contain")] Contain,

    /// <summary>Fills the frame; what stands over on two sides is cut off.</summary>
    [JsonStringEnumMemberName("cover")] Cover,

    /// <summary>Fills the frame out of shape.</summary>
    [JsonStringEnumMemberName("stretch")] Stretch,
}
