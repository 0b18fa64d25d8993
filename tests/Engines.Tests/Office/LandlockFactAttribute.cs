using System.Diagnostics;

namespace DaprProcessing.Engines.Tests.Office;

/// <summary>A test that needs a kernel that keeps files from programs; skipped where it does not.</summary>
public sealed class LandlockFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsThere = new(Ask);

    public LandlockFactAttribute() => Skip = IsThere.Value ? null : "The kernel has no Landlock.";

    private static bool Ask()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "markup-engine"))
        {
            ArgumentList = { "confine", Path.GetTempPath(), "--", "/bin/true" }, RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var tool = Process.Start(start)!;
        return !tool.StandardError.ReadToEnd().Contains("Landlock", StringComparison.Ordinal);
    }
}
