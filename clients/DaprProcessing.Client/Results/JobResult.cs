using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Client;

/// <summary>What became of every page, and what there is to fetch.</summary>
/// <param name="PagesTotal">Pages of the document.</param>
/// <param name="PagesFailed">Pages without a result.</param>
/// <param name="TextSources">Pages by where their text came from: <c>text_layer</c>, <c>ocr</c>, <c>none</c>.</param>
/// <param name="Pages">Every page, in order.</param>
/// <param name="Artifacts">What there is to fetch.</param>
/// <param name="ValidationErrors">What is wrong with the DoclingDocument; empty for a right one.</param>
public sealed record JobResult(
    string Pipeline, int PagesTotal, int PagesFailed, IReadOnlyDictionary<string, int> TextSources,
    IReadOnlyList<PageResult> Pages,
    IReadOnlyList<Artifact> Artifacts, IReadOnlyList<string> ValidationErrors)
{
    /// <summary>Pages by where their text came from.</summary>
    public IReadOnlyDictionary<string, int> TextSources { get; init; } = TextSources ?? new Dictionary<string, int>();

    /// <summary>Every page, in order; empty for what has none.</summary>
    public IReadOnlyList<PageResult> Pages { get; init; } = Pages ?? [];

    /// <summary>What there is to fetch.</summary>
    public IReadOnlyList<Artifact> Artifacts { get; init; } = Artifacts ?? [];

    /// <summary>What is wrong with the DoclingDocument.</summary>
    public IReadOnlyList<string> ValidationErrors { get; init; } = ValidationErrors ?? [];

    /// <summary>Outputs that were asked for and cannot be made of this document; null for none.</summary>
    public IReadOnlyList<OutputFailure>? NotMade { get; init; }

    /// <summary>What the document says of itself: title, author, dates, bookmarks, attachments …; null for nothing.</summary>
    public JsonElement? Document { get; init; }
}

/// <summary>An output that is not there; the rest of the result is.</summary>
/// <param name="Name">Of the artifact, for example <c>searchable.pdf</c>.</param>
/// <param name="Failure">Why.</param>
public sealed record OutputFailure(string Name, Problem Failure);

/// <summary>What became of one page.</summary>
/// <param name="PageNo">1-based.</param>
/// <param name="Text">Where the text came from; null where no text was asked for or the page failed.</param>
/// <param name="Image">The page's image; null where none was asked for or the page failed.</param>
/// <param name="Failure">Why the page has no result; null where it has.</param>
public sealed record PageResult(int PageNo, PageText? Text, PageImage? Image, PageFailure? Failure)
{
    /// <summary>It was done in the job that this one continues.</summary>
    public bool Carried { get; init; }

    /// <summary>What other stages say about the page, by the name of what they made.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>Where a page's text came from.</summary>
/// <param name="Source"><c>text_layer</c>, <c>ocr</c> or <c>none</c>.</param>
/// <param name="Reason">Why that source, for example <c>no_text_layer</c>; null for a good text layer.</param>
/// <param name="Confidence">Mean of the words' confidence, 0 to 1; null for a text layer.</param>
/// <param name="Words">How many there are.</param>
public sealed record PageText(string Source, string? Reason, double? Confidence, int Words);

/// <summary>A page's image.</summary>
/// <param name="Dpi">Dots per inch; lower than asked for where the page is very large.</param>
public sealed record PageImage(int WidthPx, int HeightPx, double Dpi, long SizeBytes);

/// <summary>Why a page has no result.</summary>
/// <param name="Stage">Where it failed, for example <c>pdf-to-png</c>.</param>
/// <param name="Failure">Why.</param>
public sealed record PageFailure(string Stage, Problem Failure);

/// <summary>One thing a job has made.</summary>
/// <param name="Name">For example <c>document.md</c> or <c>pages/0001.png</c>.</param>
public sealed record Artifact(string Name, string MediaType, long SizeBytes);
