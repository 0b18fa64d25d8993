namespace DaprProcessing.Contracts.Pipelines;

/// <summary>How a document is cut: the same answer for the same page count, so that a replay cuts it alike.</summary>
public static class ChunkPlan
{
    /// <summary>Chunks in one child workflow: bounds its history.</summary>
    public const int ChunksPerGroup = 32;

    private const int FewestPages = 4;
    private const int MostPages = 32;

    // Sixteen chunks keep a few workers busy to the end; fewer pages than four per message cost more in messages than they gain.
    private const int WantedChunks = 16;

    public static IReadOnlyList<PageRange> Cut(int totalPages)
    {
        var size = Math.Clamp((totalPages + WantedChunks - 1) / WantedChunks, FewestPages, MostPages);
        return [.. Enumerable.Range(0, (totalPages + size - 1) / size)
            .Select(index => new PageRange($"{index + 1:D4}", index * size + 1, Math.Min(totalPages, (index + 1) * size)))];
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
