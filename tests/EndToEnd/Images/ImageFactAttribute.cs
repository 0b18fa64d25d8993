using System.Diagnostics;
using DaprProcessing.TestKit.Slow;

namespace DaprProcessing.EndToEnd.Images;

/// <inheritdoc cref="ImageTheoryAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ImageFactAttribute : FactAttribute
{
    internal static readonly Lazy<string?> WhyNot = new(() => SlowTests.Skipped ?? Look());

    public ImageFactAttribute() => Skip = WhyNot.Value;

    private static string? Look()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "root file systems are made by root alone";
        }

        using var trial = Process.Start(
            new ProcessStartInfo("unshare", ["--mount", "--net", "--pid", "--fork", "true"]) { RedirectStandardError = true })!;
        var refused = trial.StandardError.ReadToEnd();
        trial.WaitForExit();
        return trial.ExitCode == 0 ? null : $"namespaces are not permitted here: {refused.Trim()}";
    }
}
