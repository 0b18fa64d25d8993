using System.Text.Json;
using DaprProcessing.Charts.Tests.Rendering;
using DaprProcessing.TestKit;
using Json.Schema;
using k8s;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>
/// Every rendered object is one of its kind: Kubernetes's own by the typed client, which refuses fields it does not know;
/// those of Dapr, KEDA, the Gateway API and Prometheus by schemas of the fields that the chart uses.
/// </summary>
public sealed class KindTests
{
    private static readonly EvaluationOptions Listed = new() { OutputFormat = OutputFormat.List };

    public static TheoryData<string> CaseNames => Cases.Names;

    [Theory]
    [MemberData(nameof(CaseNames))]
    public async Task Objects_OfACase_HaveKnownFieldsOnly(string name) =>
        Assert.Empty((await Chart.ObjectsAsync(name)).SelectMany(Errors));

    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicaz: 1}", "replicaz")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: c, resourcess: {}}]}", "resourcess")]
    [InlineData(
        "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: x}\nspec: {type: a.b, version: v1, ignoreError: 1}",
        "ignoreError")]
    [InlineData("apiVersion: example.com/v1\nkind: Unheard\nmetadata: {name: x}", "Unheard")]
    public void Object_WithAFieldThatIsNone_IsFound(string yaml, string what) =>
        Assert.Contains(what, Assert.Single(RenderedObject.All(yaml).SelectMany(Errors)));

    internal static IEnumerable<string> Errors(RenderedObject rendered)
    {
        if (SchemaOf(rendered) is { } schema)
        {
            var json = JsonSerializer.SerializeToElement(rendered.Json);
            var result = schema.Evaluate(json, Listed);
            return result.IsValid ? [] : [$"{rendered}: {JsonSerializer.Serialize(result)}"];
        }

        try
        {
            _ = KubernetesYaml.LoadAllFromString(rendered.Json.ToJsonString(), null, strict: true);
            return [];
        }
        catch (Exception error) when (error is KeyNotFoundException or YamlDotNet.Core.YamlException or JsonException
            or InvalidOperationException)
        {
            return [$"{rendered}: {error.Message} {error.InnerException?.Message}"];
        }
    }

    private static JsonSchema? SchemaOf(RenderedObject rendered)
    {
        var path = Path.Combine(SamplePaths.RepositoryRoot, "tests", "Charts.Tests", "schemas", $"{rendered.Kind}.json");
        return rendered.ApiVersion.Contains('.', StringComparison.Ordinal) && File.Exists(path)
            ? JsonSchema.FromText(File.ReadAllText(path)) : null;
    }
}
