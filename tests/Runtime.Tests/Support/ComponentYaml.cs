namespace DaprProcessing.Runtime.Tests.Support;

/// <summary>Writes component files.</summary>
public static class ComponentYaml
{
    /// <param name="settings">name=value</param>
    public static string Component(string name, string type, params string[] settings)
    {
        var items = settings.Select(setting => setting.Split('=', 2)).Select(pair => $"{{name: {pair[0]}, value: '{pair[1]}'}}");
        return $"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: {name}
            spec:
              type: {type}
              version: v1
              metadata: [{string.Join(", ", items)}]
            """;
    }

    public static string Documents(params string[] documents) => string.Join("\n---\n", documents);
}
