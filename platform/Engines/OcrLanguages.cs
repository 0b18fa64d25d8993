using DaprProcessing.Contracts.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.Engines;

/// <summary>Tells in health reports for which languages tesseract has data here, so that a job for another is refused before it
/// is one.</summary>
public static class OcrLanguages
{
    private const string Extension = ".traineddata";

    /// <summary>Where distributions keep them, should nothing else be said.</summary>
    private static readonly string[] Roots = ["/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata"];

    public static IServiceCollection AddOcrLanguages(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthPart, LanguageHealth>());
        return services;
    }

    /// <returns>Null where the data are kept in a place that is not known.</returns>
    internal static IReadOnlyList<string>? Installed(string? prefix)
    {
        var folders = string.IsNullOrEmpty(prefix) ? Roots.Where(Directory.Exists).SelectMany(Folders)
            : Directory.Exists(prefix) ? [prefix, Path.Combine(prefix, "tessdata")] : [];
        var names = folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Extension))
            .Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(name => name != "osd").Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : names;
    }

    /// <summary>A distribution may have a folder for each version.</summary>
    private static IEnumerable<string> Folders(string root) =>
        [root, .. Directory.EnumerateDirectories(root).Select(version => Path.Combine(version, "tessdata"))];

    // Looked for whenever it is asked: what is installed while the service runs is used.
    private sealed class LanguageHealth : IHealthPart
    {
        public Task<IReadOnlyList<PartHealth>> LookAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<PartHealth>>(
                Installed(Environment.GetEnvironmentVariable("TESSDATA_PREFIX")) is { } languages
                    ? [new PartHealth(HealthParts.OcrLanguages, IsOptional: true) { Offers = languages }] : []);
    }
}
