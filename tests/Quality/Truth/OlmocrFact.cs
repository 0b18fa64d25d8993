using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Quality.Truth;

/// <summary>One line of olmOCR-bench: what a page must say, must not say, or say before something else.</summary>
internal sealed record OlmocrFact(string Pdf, int Page, string Id, string Type)
{
    public string? Text { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public string? Cell { get; init; }

    public string? Up { get; init; }

    public string? Down { get; init; }

    public string? Left { get; init; }

    public string? Right { get; init; }

    [JsonPropertyName("top_heading")]
    public string? TopHeading { get; init; }

    [JsonPropertyName("left_heading")]
    public string? LeftHeading { get; init; }

    [JsonPropertyName("max_diffs")]
    public int MaxDiffs { get; init; }

    [JsonPropertyName("case_sensitive")]
    public bool? CaseSensitive { get; init; }

    [JsonPropertyName("first_n")]
    public int? FirstN { get; init; }

    [JsonPropertyName("last_n")]
    public int? LastN { get; init; }

    public string? Math { get; init; }

    public static IReadOnlyList<OlmocrFact> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<OlmocrFact>(line, JsonSerializerOptions.Web)!)];
}
