using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Stages;

namespace DaprProcessing.Local.Host.Catalogue;

/// <summary>
/// <c>catalogue</c>: writes every file that follows from the catalogue and the stages: component files, <c>dapr.yaml</c>, the
/// schemas of the stages' options, the chart's list of services. A test compares them with what is committed.
/// </summary>
internal static class CatalogueCommand
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string> { ["root"] = "." };

    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        foreach (var (name, content) in Files())
        {
            var path = Path.Combine(options["root"], name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!File.Exists(path) || await File.ReadAllTextAsync(path) != content)
            {
                await File.WriteAllTextAsync(path, content);
                Console.WriteLine($"written: {name}");
            }
        }

        return 0;
    }

    /// <summary>Path in the repository → content.</summary>
    public static IReadOnlyDictionary<string, string> Files() => ComponentFiles.Local()
        .Concat(ComponentFiles.Shared())
        .Concat(ServiceList.All.SelectMany(service => SelfHostedFiles.Of(service.AppId)))
        .Append(new("components/dapr.yaml", DaprRunFile.Content()))
        .Append(new("platform/Contracts/Catalogue/stage-options.json", StageOptions()))
        .Append(new(ChartCatalogue.FilePath, ChartCatalogue.Content()))
        .ToDictionary();

    private static string StageOptions()
    {
        var schemas = new JsonObject();
        foreach (var service in ServiceList.All.Where(service => service.Options is not null))
        {
            schemas[service.AppId] = OptionsSchema.Of(service.Options!);
        }

        return schemas.ToJsonString(Indented) + "\n";
    }
}
