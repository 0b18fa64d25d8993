using System.Globalization;
using System.Text.Json.Nodes;
using DaprProcessing.Charts.Tests.Rendering;

namespace DaprProcessing.Charts.Tests.Checks.Scheduling;

/// <summary>
/// The filters of Kubernetes's scheduler that the chart uses: node selector, required node affinity, taints, extended
/// resources, resource claims.
/// </summary>
internal static class Scheduler
{
    public static IEnumerable<Node> NodesFor(JsonObject pod, IReadOnlyList<RenderedObject> objects) =>
        Node.Cluster.Where(node => Selects(pod["spec"]!, node) && Tolerates(pod["spec"]!, node)
            && HasDevices(pod, node) && HasClaims(pod["spec"]!, node, objects));

    private static bool Selects(JsonNode spec, Node node) =>
        (spec["nodeSelector"]?.AsObject() ?? []).All(
            label => node.Labels.GetValueOrDefault(label.Key) == (string?)label.Value)
        && (Terms(spec) is not { } terms
            || terms.Any(term => (term!["matchExpressions"]?.AsArray() ?? []).All(expression => Matches(expression!, node))));

    private static JsonArray? Terms(JsonNode spec) =>
        spec["affinity"]?["nodeAffinity"]?["requiredDuringSchedulingIgnoredDuringExecution"]?["nodeSelectorTerms"]?.AsArray();

    private static bool Matches(JsonNode expression, Node node)
    {
        var label = node.Labels.GetValueOrDefault((string)expression["key"]!);
        var values = (expression["values"]?.AsArray() ?? []).Select(value => (string)value!).ToList();
        return (string?)expression["operator"] switch
        {
            "In" => label is not null && values.Contains(label),
            "NotIn" => label is null || !values.Contains(label),
            "Exists" => label is not null,
            "DoesNotExist" => label is null,
            "Gt" => long.TryParse(label, out var number) && number > long.Parse(values.Single(), CultureInfo.InvariantCulture),
            var other => throw new InvalidOperationException($"operator {other}"),
        };
    }

    private static bool Tolerates(JsonNode spec, Node node) => node.Taint is null
        || (spec["tolerations"]?.AsArray() ?? []).Any(toleration =>
            (string?)toleration!["key"] == node.Taint && (string?)toleration["operator"] == "Exists");

    private static bool HasDevices(JsonObject pod, Node node) =>
        RenderedObject.ContainersOf(pod).SelectMany(container => container["resources"]?["limits"]?.AsObject() ?? [])
            .Where(limit => limit.Key.Contains('/', StringComparison.Ordinal))
            .All(limit =>
                node.Devices?.GetValueOrDefault(limit.Key) >= int.Parse((string)limit.Value!, CultureInfo.InvariantCulture));

    private static bool HasClaims(JsonNode spec, Node node, IReadOnlyList<RenderedObject> objects) =>
        (spec["resourceClaims"]?.AsArray() ?? []).All(claim =>
        {
            var template = objects.Single(rendered => rendered.Kind == "ResourceClaimTemplate"
                && rendered.Name == (string?)claim!["resourceClaimTemplateName"]);
            return template.Spec["spec"]!["devices"]!["requests"]!.AsArray().All(request =>
                node.Gpu is { } gpu && (long)request!["exactly"]!["count"]! <= gpu.Count
                && Expressions(request["exactly"]!, objects).All(gpu.Fits));
        });

    // A class that is not rendered is the vendor's own, which has the name of its driver.
    private static IEnumerable<string> Expressions(JsonNode request, IReadOnlyList<RenderedObject> objects)
    {
        var name = (string)request["deviceClassName"]!;
        var made = objects.SingleOrDefault(rendered => rendered.Kind == "DeviceClass" && rendered.Name == name);
        return new[] { made?.Spec["selectors"], request["selectors"] }.SelectMany(selectors => selectors?.AsArray() ?? [])
            .Select(selector => (string)selector!["cel"]!["expression"]!)
            .Concat(made is null ? [$"device.driver == \"{name}\""] : []);
    }
}
