namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// The names options had before each stage had its own: <c>dpi</c> for <c>pdf-to-png.dpi</c>. Kept for callers of that time.
/// </summary>
internal static class FlatOptions
{
    private static readonly Dictionary<string, (string Stage, string Option)> Names = new()
    {
        ["dpi"] = ("pdf-to-png", "dpi"),
        ["grayscale"] = ("pdf-to-png", "grayscale"),
        ["renderer"] = ("pdf-to-png", "renderer"),
        ["ocr"] = ("png-to-text", "ocr"),
        ["ocrEngine"] = ("png-to-text", "engine"),
        ["ocrDpi"] = ("png-to-text", "dpi"),
        ["languages"] = ("png-to-text", "languages"),
    };

    public static (string Stage, string Option)? Find(string name) => Names.TryGetValue(name, out var option) ? option : null;
}
