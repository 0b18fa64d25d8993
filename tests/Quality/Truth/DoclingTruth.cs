using System.Text.Json;

namespace DaprProcessing.Quality.Truth;

/// <summary>Headings and list items of a document as docling read it.</summary>
internal sealed record DoclingTruth(IReadOnlyList<string> Headings, IReadOnlyList<string> ListItems, string Markdown)
{
    private const int FewestOfMarker = 3;

    /// <param name="path">Its JSON; its Markdown lies beside it.</param>
    public static DoclingTruth Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var texts = json.RootElement.GetProperty("texts").EnumerateArray()
            .Select(text => (Label: text.GetProperty("label").GetString(), Text: text.GetProperty("text").GetString() ?? ""))
            .ToList();
        return new DoclingTruth(
            [.. texts.Where(text => text.Label is "section_header" or "title").Select(text => text.Text)],
            WithoutMarkers([.. texts.Where(text => text.Label == "list_item").Select(text => text.Text)]),
            File.ReadAllText(Path.ChangeExtension(path, ".md")));
    }

    // Bullets of fonts without names for them are words to docling: "r", "SM590000". What many items begin with is none of them.
    private static List<string> WithoutMarkers(List<string> items)
    {
        var markers = items.Select(First).CountBy(word => word)
            .Where(count => count.Value >= FewestOfMarker && count.Key.Length <= 8).Select(count => count.Key).ToHashSet();
        return items.ConvertAll(item => markers.Contains(First(item)) ? item[First(item).Length..].TrimStart() : item);
    }

    private static string First(string item) => item.Split(' ', 2)[0];
}
