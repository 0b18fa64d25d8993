using System.Diagnostics;

namespace DaprProcessing.Engines.Confinement;

/// <summary>What engines read beside documents: themselves, their runtime and libraries, and what the kernel tells.</summary>
internal static class EngineFiles
{
    /// <summary>Of the program and its runtime. One by one: folders beside them may be anything, the data among it.</summary>
    private static readonly string[] Patterns = ["*.dll", "*.so*", "*.deps.json", "*.runtimeconfig.json"];

    /// <summary>
    /// Memory, processors and limits. The runtime reads its own process there, whose number nobody knows before it is started;
    /// of others of this user it could read what there is, but none of their files and memory.
    /// </summary>
    private static readonly string[] OfTheKernel = ["/proc", "/sys/devices/system", "/sys/fs/cgroup"];

    /// <param name="start">How the engine is started.</param>
    public static IEnumerable<string> Of(ProcessStartInfo start)
    {
        var folder = AppContext.BaseDirectory;
        return
        [
            .. OfTheKernel, start.FileName, Path.Combine(folder, "runtimes"),
            .. Patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)),
            .. Of(start, "DOTNET_ROOT"), .. Of(start, "TESSDATA_PREFIX"), .. Of(start, "LD_LIBRARY_PATH"),
            .. Of(start, "PDFIUM_LIBRARY").Select(file => Path.GetDirectoryName(Path.GetFullPath(file))).OfType<string>(),
            .. start.FileName.EndsWith("/dotnet", StringComparison.Ordinal) ? [Path.GetDirectoryName(start.FileName)!]
                : Array.Empty<string>(),
        ];
    }

    /// <summary>Where a model is, and where it is really if that is a link.</summary>
    public static IEnumerable<string> FoldersOf(string model) =>
        new[] { model, File.Exists(model) ? File.ResolveLinkTarget(model, returnFinalTarget: true)?.FullName : null }
            .OfType<string>().Select(Path.GetDirectoryName).OfType<string>();

    private static IEnumerable<string> Of(ProcessStartInfo start, string variable) =>
        start.Environment.TryGetValue(variable, out var value) && value is { Length: > 0 }
            ? value.Split(':', StringSplitOptions.RemoveEmptyEntries) : [];
}
