using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Images;

namespace DaprProcessing.Contracts.Pages;

/// <summary>A page rendered to PNG.</summary>
/// <param name="Dpi">Resolution rendered at; lower than asked where the page would exceed the pixel limit.</param>
public sealed record PageImage(int PageNo, int WidthPx, int HeightPx, double Dpi, long SizeBytes)
{
    /// <summary>Its name among a page's outputs.</summary>
    public const string Output = "image";

    /// <summary>The small copy that was made beside it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CopyFacts? Thumbnail { get; init; }
}
