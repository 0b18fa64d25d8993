namespace DaprProcessing.Engines.Pool;

/// <summary>
/// What an engine is told of this process's environment: where things are, and nothing that opens anything. Tokens of the
/// sidecar and keys of stores are in there, too, and an engine reads documents from anybody.
/// </summary>
internal static class EngineEnvironment
{
    private static readonly string[] Names =
        ["PATH", "HOME", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "PDFIUM_LIBRARY", "TESSDATA_PREFIX", "ENGINE_STDERR"];

    private static readonly string[] Prefixes = ["DOTNET_", "COMPlus_"];

    /// <summary>Removes everything else from what a new process would inherit.</summary>
    public static void Keep(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => !IsKept(name)).ToList())
        {
            environment.Remove(name);
        }
    }

    private static bool IsKept(string name) =>
        Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
