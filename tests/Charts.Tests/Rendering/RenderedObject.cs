using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace DaprProcessing.Charts.Tests.Rendering;

/// <summary>One rendered object.</summary>
internal sealed record RenderedObject(JsonObject Json)
{
    public string Kind => Text("kind");

    public string ApiVersion => Text("apiVersion");

    public string Name => (string)Json["metadata"]!["name"]!;

    public JsonObject Spec => Json["spec"]!.AsObject();

    /// <summary>Of a Deployment, StatefulSet, Job or Pod; else null.</summary>
    public JsonObject? Pod => Kind == "Pod" ? Json : Kind is "Deployment" or "StatefulSet" or "Job"
        ? Spec["template"]!.AsObject() : null;

    public static IReadOnlyList<RenderedObject> All(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()
            .Select(root => new RenderedObject(YamlJson.Convert(root)!.AsObject()))];
    }

    /// <summary>Containers of a pod template, native sidecars too.</summary>
    public static IEnumerable<JsonObject> ContainersOf(JsonObject pod) =>
        new[] { "initContainers", "containers" }.SelectMany(list => pod["spec"]![list]?.AsArray() ?? [])
            .Select(container => container!.AsObject());

    public override string ToString() => $"{Kind} {Name}";

    private string Text(string key) => (string?)Json[key] ?? "";
}
