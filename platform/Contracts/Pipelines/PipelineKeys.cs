using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>
/// Which keys of a declaration are unknown or missing, all of them: a reader that makes objects of YAML stops at the first.
/// </summary>
internal static class PipelineKeys
{
    private static readonly string[] Known = ["accepts", "artifacts", "description", "options", "phases", "stages"];
    private static readonly string[] Required = ["accepts", "artifacts", "description"];
    private static readonly string[] KnownOfPhase = ["cut", "gather", "stages", "unitsPerChunk"];
    private static readonly string[] RequiredOfPhase = ["stages"];

    /// <returns>Nothing of what is no YAML: whoever reads it says so.</returns>
    public static IEnumerable<string> Errors(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException)
        {
            return [];
        }

        return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root
            ? Of(root, Known, Required).Concat(PhasesOf(root).SelectMany(phase => Of(phase, KnownOfPhase, RequiredOfPhase)))
            : [];
    }

    private static IEnumerable<string> Of(YamlMappingNode node, string[] known, string[] required)
    {
        var keys = node.Children.Keys.OfType<YamlScalarNode>().ToList();
        return
        [
            .. keys.Where(key => !known.Contains(key.Value))
                .Select(key => $"line {key.Start.Line}: unknown key '{key.Value}'; known: {string.Join(", ", known)}"),
            .. required.Except(keys.Select(key => key.Value)).Select(key => $"line {node.Start.Line}: '{key}' is missing"),
        ];
    }

    private static IEnumerable<YamlMappingNode> PhasesOf(YamlMappingNode root) =>
        root.Children.TryGetValue(new YamlScalarNode("phases"), out var phases) && phases is YamlSequenceNode list
            ? list.Children.OfType<YamlMappingNode>() : [];
}
