using System.Text.Json;
using DaprProcessing.Contracts.Options;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>The options that a pipeline declares for its stages, held to their schemas like a caller's.</summary>
internal static class PipelineOptions
{
    /// <returns>What is wrong with them, or null.</returns>
    public static (IReadOnlyDictionary<string, JsonElement> Options, string? Problem) Read(
        string? json, IReadOnlyList<Phase> phases)
    {
        var options = new Dictionary<string, JsonElement>();
        try
        {
            using var document = JsonDocument.Parse(json ?? "{}");
            foreach (var stage in document.RootElement.EnumerateObject())
            {
                if (!phases.SelectMany(phase => phase.Participants).Contains(stage.Name)
                    || StageOptionSchemas.Shipped.Find(stage.Name) is not { } schema)
                {
                    return (options, $"options: '{stage.Name}' is no stage of the pipeline with options");
                }

                OptionCheck.Check(stage.Name, schema, stage.Value);
                options[stage.Name] = stage.Value.Clone();
            }

            return (options, null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or OptionException)
        {
            return (options, $"options: {error.Message}");
        }
    }
}
