using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Intake;

namespace DaprProcessing.Gateway.Api.Pipelines;

/// <summary>A pipeline as callers see it.</summary>
/// <param name="Options">JSON Schema of what a job through it takes as <c>options</c>: by stage, and the job's own.</param>
internal sealed record PipelineView(
    string Name, string Description, IReadOnlyList<string> Accepts, IReadOnlyList<string> Stages,
    IReadOnlyList<Phase> Phases, IReadOnlyList<string> Artifacts, JsonObject Options)
{
    public static PipelineView Of(Pipeline pipeline, StageOptionSchemas schemas)
    {
        var properties = new JsonObject();
        foreach (var stage in pipeline.Participants)
        {
            if (schemas.Find(stage) is { } schema)
            {
                properties[stage] = WithDefaults(
                    JsonSerializer.SerializeToNode(schema)!, pipeline.Options.GetValueOrDefault(stage));
            }
        }

        foreach (var (name, schema) in JobOptionSchemas.Of(pipeline))
        {
            properties[name] = schema.DeepClone();
        }

        var options = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        return new(
            pipeline.Name, pipeline.Description, pipeline.Accepts, pipeline.Stages, pipeline.Phases, pipeline.Artifacts, options);
    }

    // What a pipeline declares is what its jobs get where they do not choose.
    private static JsonNode WithDefaults(JsonNode schema, JsonElement declared)
    {
        foreach (var option in declared.ValueKind == JsonValueKind.Object ? declared.EnumerateObject() : default)
        {
            schema["properties"]![option.Name]!["default"] = JsonNode.Parse(option.Value.GetRawText());
        }

        return schema;
    }
}
