using Microsoft.Extensions.Logging;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>Reads Dapr component files: every document of every .yaml and .yml file of a folder, in name order.</summary>
internal sealed class ResourceLoader(ILogger logger)
{
    private const long MaxFileBytes = 4 << 20;

    private readonly List<ComponentDefinition> _components = [];

    public IReadOnlyList<ComponentDefinition> Load(IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                throw new ResourceException($"resources path '{folder}' is not a folder");
            }

            var files = Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".yaml" or ".yml");
            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                LoadFile(file);
            }
        }

        CheckNames();
        return _components;
    }

    private void LoadFile(string file)
    {
        if (new FileInfo(file).Length > MaxFileBytes)
        {
            throw new ResourceException($"{file}: larger than {MaxFileBytes} bytes");
        }

        var stream = new YamlStream();
        try
        {
            using var reader = File.OpenText(file);
            stream.Load(reader);
        }
        catch (YamlException wrong)
        {
            throw new ResourceException($"{file}: {wrong.Message}", wrong);
        }

        foreach (var document in stream.Documents)
        {
            if (document.RootNode is YamlMappingNode root)
            {
                LoadDocument(new YamlMap(root, Path.GetFileName(file)));
            }
        }
    }

    private void LoadDocument(YamlMap document)
    {
        var kind = document.Text("kind") ?? "";
        if (document.Text("apiVersion")?.StartsWith("dapr.io/", StringComparison.Ordinal) != true)
        {
            logger.LogDebug("{File}: {Kind} is not a Dapr resource; skipped", document.Where, kind);
            return;
        }

        _components.Add(kind == "Component" ? ComponentReader.Read(document) : throw new ResourceException(kind switch
        {
            "Subscription" =>
                $"{document.Where}: subscription files are not served here; the app says what it subscribes to (/dapr/subscribe)",
            "Resiliency" =>
                $"{document.Where}: resiliency policies are not served here; keep the file in a folder that only daprd reads",
            _ => $"{document.Where}: kind '{kind}' is not served here; keep the file in a folder that only daprd reads",
        }));
    }

    // daprd reads the whole folder before it looks at scopes, so two components of one name end its start whoever they are for.
    private void CheckNames()
    {
        if (_components.GroupBy(component => component.Name).FirstOrDefault(named => named.Count() > 1) is { } twice)
        {
            var files = string.Join(" and ", twice.Select(component => component.Source));
            throw new ResourceException(
                $"duplicate definition of Component name '{twice.Key}' in {files}; "
                + "scopes do not make them two: give each app a resources folder of its own");
        }
    }
}
