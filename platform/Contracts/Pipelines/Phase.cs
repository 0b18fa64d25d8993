using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>
/// A part of a pipeline that fans out and in: the input is cut into units, chunks of them pass the stages, and what came of all
/// is gathered. A unit is what is tried again alone: a page, a passage to speak, a stretch of sound.
/// </summary>
/// <param name="Stages">Stages each chunk passes, in order.</param>
/// <param name="Gather">The stage that puts the chunks together.</param>
/// <param name="Cut">The stage that cuts the input into units; null where they are the document's pages, in the
/// first phase alone.</param>
/// <param name="UnitsPerChunk">Units that travel in one message; null to have it follow from how many there are.</param>
public sealed record Phase(IReadOnlyList<string> Stages, string Gather, string? Cut = null, int? UnitsPerChunk = null)
{
    /// <summary>
    /// Its units are the document's pages also where they were cut, or where it is not the first: the job's choice of pages
    /// holds for it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OfPages { get; init; }

    /// <summary>Every stage that has a part in it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Participants => Cut is null ? [.. Stages, Gather] : [Cut, .. Stages, Gather];
}
