using System.Text.Json;
using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.Results;

/// <summary>The object at <c>result/result.json</c>: what became of every page, and which artifacts there are.</summary>
/// <param name="TextSources">Pages by where their text came from: <c>text_layer</c>, <c>ocr</c>, <c>none</c>.</param>
/// <param name="Pages">Every page in order.</param>
/// <param name="Artifacts">Names to ask for under <c>/artifacts</c>.</param>
/// <param name="ValidationErrors">What the DoclingDocument validator found; empty for a right document.</param>
public sealed record JobResult(
    string Pipeline, int PagesTotal, int PagesFailed, IReadOnlyDictionary<string, int> TextSources,
    IReadOnlyList<PageResult> Pages,
    IReadOnlyList<Artifact> Artifacts, IReadOnlyList<string> ValidationErrors)
{
    public const string Name = "result.json";

    /// <summary>What the document says of itself; null where it says nothing.</summary>
    public DocumentFacts? Document { get; init; }

    /// <summary>Outputs that were asked for and cannot be made of this document; null where there is none.</summary>
    public IReadOnlyList<OutputFailure>? NotMade { get; init; }

    /// <summary>What later phases made, by the stage that gathered it; also what the first says of the whole.</summary>
    public IReadOnlyDictionary<string, PhaseResult>? Phases { get; init; }

    /// <summary>Pages by where their text came from.</summary>
    public static IReadOnlyDictionary<string, int> SourcesOf(IEnumerable<PageResult> pages) => new SortedDictionary<string, int>(
        pages.Select(page => page.Outputs.TryGetValue(PageText.Output, out var text) ? text : (JsonElement?)null)
            .OfType<JsonElement>().CountBy(text => text.GetProperty("source").GetString()!).ToDictionary(),
        StringComparer.Ordinal);
}

/// <param name="Units">How many units the phase had.</param>
/// <param name="Failed">Those without a result; of the first phase they are among the pages.</param>
/// <param name="Facts">What its stage says of the whole.</param>
public sealed record PhaseResult(int Units, IReadOnlyList<PageResult> Failed, JsonElement? Facts);

/// <param name="Failure">Why the page has no result.</param>
public sealed record PageResult(int PageNo, PageFailure? Failure)
{
    /// <summary>True for a page that was done in the job that this one continues; null for any other.</summary>
    public bool? Carried { get; init; }

    /// <summary>The facts of each output, by its name: <c>text</c> (source, reason, confidence), <c>image</c> (size) …</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Outputs { get; init; } = [];
}

/// <summary>A result that callers may fetch by name.</summary>
public sealed record Artifact(string Name, string MediaType, long SizeBytes);

/// <param name="Name">The artifact's name.</param>
/// <param name="Failure">Why it is not there; the rest of the result is.</param>
public sealed record OutputFailure(string Name, Failure Failure);
