using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Policies;
using Microsoft.Extensions.Logging;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>Everything the resource folders say.</summary>
internal sealed record ResourceSet(
    IReadOnlyList<ComponentDefinition> Components, IReadOnlyList<SubscriptionDefinition> Subscriptions, IReadOnlyList<ResiliencyDefinition> Resiliencies);

/// <summary>Reads Dapr resource files: every document of every .yaml and .yml file of a folder, in name order.</summary>
internal sealed class ResourceLoader(ILogger logger)
{
    private const long MaxFileBytes = 4 << 20;
    private static readonly TimeSpan DefaultInitTimeout = TimeSpan.FromSeconds(5);

    private readonly List<ComponentDefinition> _components = [];
    private readonly List<SubscriptionDefinition> _subscriptions = [];
    private readonly List<ResiliencyDefinition> _resiliencies = [];

    public ResourceSet Load(IEnumerable<string> folders)
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

        return new ResourceSet(_components, _subscriptions, _resiliencies);
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
                LoadDocument(new YamlMap(root, Path.GetFileName(file)), file);
            }
        }
    }

    private void LoadDocument(YamlMap document, string file)
    {
        var version = document.Text("apiVersion") ?? "";
        var kind = document.Text("kind") ?? "";
        if (!version.StartsWith("dapr.io/", StringComparison.Ordinal))
        {
            logger.LogDebug("{File}: {Version} {Kind} is not a Dapr resource; skipped", file, version, kind);
            return;
        }

        switch (kind)
        {
            case "Component":
                _components.Add(ReadComponent(document));
                break;
            case "Subscription":
                _subscriptions.Add(SubscriptionReader.Read(document, version));
                break;
            case "Resiliency":
                _resiliencies.Add(ResiliencyDefinition.Read(document));
                break;
            default:
                logger.LogWarning("{File}: kind {Kind} has no effect in this runtime", file, kind);
                break;
        }
    }

    private static ComponentDefinition ReadComponent(YamlMap document)
    {
        var name = Required(document, "metadata").Require("name");
        var spec = Required(document, "spec");
        return new ComponentDefinition(
            name, spec.Require("type"), spec.Text("version") ?? "v1", [.. spec.Maps("metadata").Select(ReadItem)],
            document.Texts("scopes"), document.Map("auth")?.Text("secretStore"), spec.Flag("ignoreErrors"),
            InitTimeout(spec), document.Where);
    }

    private static TimeSpan InitTimeout(YamlMap spec) =>
        spec.Text("initTimeout") is not { } text ? DefaultInitTimeout
        : GoDuration.TryParse(text, out var timeout) && timeout > TimeSpan.Zero ? timeout
        : throw new ResourceException($"{spec.Where}: 'initTimeout' is not a duration such as 30s: '{text}'");

    private static MetadataItem ReadItem(YamlMap item)
    {
        var secret = item.Map("secretKeyRef") is { } reference ? ReadSecretKey(reference) : null;
        return new MetadataItem(item.Require("name"), item.Text("value"), secret, item.Text("envRef"));
    }

    private static SecretKey ReadSecretKey(YamlMap reference)
    {
        var name = reference.Require("name");
        return new SecretKey(name, reference.Text("key") ?? name);
    }

    private static YamlMap Required(YamlMap document, string key) =>
        document.Map(key) ?? throw new ResourceException($"{document.Where}: '{key}' is required");
}
