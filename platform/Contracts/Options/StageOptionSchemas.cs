using System.Collections.Frozen;
using System.Text.Json;

namespace DaprProcessing.Contracts.Options;

/// <summary>
/// What a caller may choose for each stage: the JSON Schemas of the stages' options records. They are written to
/// <c>stage-options.json</c> by <c>make catalogue</c>, so that the ingress checks options without knowing the stages.
/// </summary>
public sealed class StageOptionSchemas
{
    private readonly FrozenDictionary<string, JsonElement> _schemas;

    private StageOptionSchemas(FrozenDictionary<string, JsonElement> schemas) => _schemas = schemas;

    /// <summary>The options of the stages that ship.</summary>
    public static StageOptionSchemas Shipped { get; } = Parse(EmbeddedFiles.Read("stage-options.json"));

    /// <summary>
    /// The schema of a stage's options: an object with a schema for each option. Null for a stage without options.
    /// </summary>
    public JsonElement? Find(string stage) => _schemas.TryGetValue(stage, out var schema) ? schema : null;

    /// <param name="json">Stage name → JSON Schema.</param>
    public static StageOptionSchemas Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new(document.RootElement.EnumerateObject().ToFrozenDictionary(stage => stage.Name, stage => stage.Value.Clone()));
    }
}
