using System.Text.Json;
using DaprProcessing.Contracts.Options;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>The options that a pipeline declares for its stages, held to their schemas like a caller's.</summary>
internal static class PipelineOptions
{
    /// <returns>What is wrong with them, all of it.</returns>
    public static (IReadOnlyDictionary<string, JsonElement> Options, IReadOnlyList<string> Problems) Read(
        string? json, IReadOnlyList<Phase> phases)
    {
        var (options, problems) = (new Dictionary<string, JsonElement>(), new List<string>());
        try
        {
            using var document = JsonDocument.Parse(json ?? "{}");
            foreach (var stage in document.RootElement.EnumerateObject())
            {
                if (!phases.SelectMany(phase => phase.Participants).Contains(stage.Name)
                    || StageOptionSchemas.Shipped.Find(stage.Name) is not { } schema)
                {
                    problems.Add($"options: '{stage.Name}' is no stage of the pipeline with options");
                    continue;
                }

                problems.AddRange(Problems(stage, schema));
                options[stage.Name] = stage.Value.Clone();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            problems.Add($"options: {error.Message}");
        }

        return (options, problems);
    }

    // One by one: a check of all of them ends with the first that is wrong.
    private static IEnumerable<string> Problems(JsonProperty stage, JsonElement schema)
    {
        var parts = stage.Value.ValueKind != JsonValueKind.Object ? [stage.Value]
            : stage.Value.EnumerateObject().Select(option => JsonSerializer.SerializeToElement(
                new Dictionary<string, JsonElement> { [option.Name] = option.Value }));
        foreach (var part in parts)
        {
            string? problem = null;
            try
            {
                OptionCheck.Check(stage.Name, schema, part);
            }
            catch (OptionException error)
            {
                problem = $"options: {error.Message}";
            }

            if (problem is not null)
            {
                yield return problem;
            }
        }
    }
}
