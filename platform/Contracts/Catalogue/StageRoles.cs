namespace DaprProcessing.Contracts.Catalogue;

/// <summary>What a stage can be asked for.</summary>
public static class StageRoles
{
    /// <summary>To work on chunks.</summary>
    public const string Chunks = "chunks";

    /// <summary>To cut its input into units.</summary>
    public const string Cut = "cut";

    /// <summary>To put together what came of all chunks.</summary>
    public const string Gather = "gather";

    public static IReadOnlyList<string> All { get; } = [Cut, Chunks, Gather];
}
