namespace DaprProcessing.Contracts.Jobs;

/// <summary>Pages done per stage, kept per chunk so that a repeated report changes nothing.</summary>
/// <param name="Stages">Stage name → chunk id → pages of that chunk done in that stage.</param>
public sealed record JobProgress(Dictionary<string, Dictionary<string, int>> Stages)
{
    public static JobProgress Empty => new([]);

    public int PagesDone(string stage) => Stages.TryGetValue(stage, out var chunks) ? chunks.Values.Sum() : 0;

    /// <summary>True where the report says more than was known: progress never falls.</summary>
    public bool Advance(string stage, string chunkId, int pagesDone)
    {
        if (!Stages.TryGetValue(stage, out var chunks))
        {
            Stages[stage] = chunks = [];
        }

        if (chunks.TryGetValue(chunkId, out var known) && known >= pagesDone)
        {
            return false;
        }

        chunks[chunkId] = pagesDone;
        return true;
    }
}
