namespace DaprProcessing.Contracts.Pipelines;

/// <summary>
/// How a phase's units are cut into chunks: the same answer for the same count, so that a replay cuts them alike.
/// </summary>
public static class ChunkPlan
{
    /// <summary>Chunks in one child workflow: bounds its history.</summary>
    public const int ChunksPerGroup = 32;

    private const int FewestPages = 4;
    private const int MostPages = 32;

    // Sixteen chunks keep a few workers busy to the end; fewer pages than four per message cost more in messages than they gain.
    private const int WantedChunks = 16;

    /// <param name="units">Pages of the document, or what else the phase works on.</param>
    /// <param name="unitsPerChunk">As the pipeline has it; null to have it follow from <paramref name="units"/>.</param>
    /// <param name="idPrefix">Keeps the ids of one phase's chunks apart from another's.</param>
    /// <param name="chosen">Where the units are so many pages of these: chunks have pages side by side.</param>
    public static IReadOnlyList<PageRange> Cut(
        int units, int? unitsPerChunk = null, string idPrefix = "", PageSelection? chosen = null)
    {
        var size = unitsPerChunk ?? Math.Clamp((units + WantedChunks - 1) / WantedChunks, FewestPages, MostPages);
        return [.. (chosen ?? PageSelection.All).Take(units)
            .SelectMany(span => Enumerable.Range(0, (span.Last - span.First) / size + 1).Select(
                index => (First: span.First + index * size, span.Last)))
            .Select((chunk, index) => new PageRange(
                $"{idPrefix}{index + 1:D4}", chunk.First, Math.Min(chunk.Last, chunk.First + size - 1)))];
    }
}

/// <summary>A chunk of pages, both ends included.</summary>
public sealed record PageRange(string ChunkId, int FirstPageNo, int LastPageNo)
{
    public int Count => LastPageNo - FirstPageNo + 1;

    /// <summary>Each page as a chunk of its own: how a chunk that cannot be done is narrowed down.</summary>
    public IReadOnlyList<PageRange> Split() =>
        [.. Enumerable.Range(FirstPageNo, Count).Select(page => new PageRange($"{ChunkId}.p{page}", page, page))];
}
