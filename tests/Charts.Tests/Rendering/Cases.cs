using DaprProcessing.TestKit;

namespace DaprProcessing.Charts.Tests.Rendering;

/// <summary>The folders of <c>cases/</c>: values, and what they render to.</summary>
internal static class Cases
{
    public static TheoryData<string> Names => [.. Folders()];

    private static IEnumerable<string> Folders() =>
        Directory.EnumerateDirectories(Path.Combine(SamplePaths.RepositoryRoot, "tests", "Charts.Tests", "cases"))
            .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);
}
