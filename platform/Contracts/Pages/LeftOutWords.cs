using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>Words that a file has for a page and the page's text leaves out on purpose: how many, and why.</summary>
/// <param name="OffPage">Outside what the page shows: printers' marks around it, what its CropBox cuts off.</param>
/// <param name="Repeated">Said already by words in the same place: struck twice to look bold, or unseen below seen ones.</param>
public sealed record LeftOutWords(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int OffPage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Repeated)
{
    /// <returns>Null where none is left out.</returns>
    public static LeftOutWords? Of(int offPage, int repeated) =>
        offPage + repeated == 0 ? null : new LeftOutWords(offPage, repeated);
}
