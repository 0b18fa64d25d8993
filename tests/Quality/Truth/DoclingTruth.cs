using System.Text.Json;

namespace DaprProcessing.Quality.Truth;

/// <summary>Headings and list items of a document as docling read it.</summary>
internal sealed record DoclingTruth(IReadOnlyList<string> Headings, IReadOnlyList<string> ListItems, string Markdown)
{
    /// <param name="path">Its JSON; its Markdown lies beside it.</param>
    public static DoclingTruth Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var texts = json.RootElement.GetProperty("texts").EnumerateArray()
            .Select(text => (Label: text.GetProperty("label").GetString(), Text: text.GetProperty("text").GetString() ?? ""))
            .ToList();
        return new DoclingTruth(
            [.. texts.Where(text => text.Label is "section_header" or "title").Select(text => text.Text)],
            [.. texts.Where(text => text.Label == "list_item").Select(text => text.Text)],
            File.ReadAllText(Path.ChangeExtension(path, ".md")));
    }
}
