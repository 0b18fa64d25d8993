using System.Text.Json.Nodes;
using DaprProcessing.TestKit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace DaprProcessing.Charts.Tests.Checks.Compose;

/// <summary>A Compose file, its anchors merged.</summary>
internal sealed class ComposeFile
{
    private ComposeFile(JsonObject root) => (Services, Volumes) =
        ([.. root["services"]!.AsObject().Select(service => new ComposeService(service.Key, service.Value!.AsObject()))],
            [.. root["volumes"]!.AsObject().Select(volume => volume.Key)]);

    public IReadOnlyList<ComposeService> Services { get; }

    public IReadOnlyList<string> Volumes { get; }

    public static ComposeFile Read(string name)
    {
        using var text = File.OpenText(Path.Combine(SamplePaths.RepositoryRoot, name));
        var document = new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(text)));
        return new ComposeFile(JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(document))!.AsObject());
    }
}

internal sealed record ComposeService(string Name, JsonObject Json)
{
    /// <summary>Of ours: the program in it; null for images of others.</summary>
    public string? Program => Image.StartsWith("${REPOSITORY:-dapr-processing}/", StringComparison.Ordinal)
        ? Image.Split('/')[1].Split(':')[0] : null;

    public string Image => (string)Json["image"]!;

    /// <summary>The service whose network it has.</summary>
    public string Network => (string?)Json["network_mode"] is { } mode ? mode["service:".Length..] : Name;

    public IReadOnlyDictionary<string, string> Environment => Json["environment"]?.AsObject()
        .ToDictionary(variable => variable.Key, variable => (string?)variable.Value ?? "") ?? [];

    public IEnumerable<string> Command => Texts("command");

    public IEnumerable<string> Mounts => Texts("volumes").Select(mount => mount.Split(':')[0]);

    public IEnumerable<string> DependsOn => Json["depends_on"] switch
    {
        JsonObject conditions => conditions.Select(condition => condition.Key),
        JsonArray names => names.Select(name => (string)name!),
        _ => [],
    };

    private IEnumerable<string> Texts(string key) => Json[key]?.AsArray().Select(item => (string)item!) ?? [];
}
