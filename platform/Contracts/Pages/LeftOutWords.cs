using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>Words that a file has for a page and the page's text leaves out on purpose: how many, and why.</summary>
/// <param name="OffPage">Outside what the page shows: printers' marks around it, what its CropBox cuts off.</param>
/// <param name="Repeated">Said already by words in the same place: struck twice to look bold, or unseen below seen ones.</param>
/// <param name="HiddenLayers">In layers of the document that are switched off.</param>
public sealed record LeftOutWords(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int OffPage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Repeated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int HiddenLayers = 0)
{
    [JsonIgnore]
    public bool IsNothing => OffPage + Repeated + HiddenLayers == 0;
}
