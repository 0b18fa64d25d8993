namespace DaprProcessing.Contracts.Results;

/// <summary>Artifacts that others than their makers read.</summary>
public static class ArtifactNames
{
    /// <summary>The whole document as DoclingDocument.</summary>
    public const string DocumentJson = "document.json";
}
