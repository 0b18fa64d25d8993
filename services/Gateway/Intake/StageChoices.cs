using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Gateway.Intake;

/// <summary>Gathers what a caller chose for the stages of a pipeline, under the stages' names or the old flat ones.</summary>
internal sealed class StageChoices(Pipeline pipeline, StageOptionSchemas schemas)
{
    private readonly Dictionary<string, JsonObject> _taken = [];

    /// <summary>
    /// False for a name that is neither a stage of the pipeline nor an old name. Throws <see cref="OptionException"/> for a
    /// wrong value.
    /// </summary>
    public bool TryTake(string name, JsonElement value)
    {
        if (pipeline.Participants.Contains(name) && schemas.Find(name) is { } schema)
        {
            OptionCheck.Check(name, schema, value);
            foreach (var option in value.EnumerateObject())
            {
                Set(name, option.Name, option.Value);
            }

            return true;
        }

        if (FlatOptions.Find(name) is not { } flat)
        {
            return false;
        }

        OptionCheck.Check(name, schemas.Find(flat.Stage)!.Value.GetProperty("properties").GetProperty(flat.Option), value);
        // As ever, an old name for a stage that the pipeline does not have is checked and has no effect.
        if (pipeline.Participants.Contains(flat.Stage))
        {
            Set(flat.Stage, flat.Option, value);
        }

        return true;
    }

    /// <summary>What was chosen, and for the rest what the pipeline declares.</summary>
    public IReadOnlyDictionary<string, JsonElement> Taken()
    {
        var all = pipeline.Options.ToDictionary(stage => stage.Key, stage => JsonObject.Create(stage.Value)!);
        foreach (var (stage, choices) in _taken)
        {
            var known = all.TryGetValue(stage, out var declared) ? declared : all[stage] = [];
            foreach (var (option, value) in choices)
            {
                known[option] = value?.DeepClone();
            }
        }

        return all.ToDictionary(stage => stage.Key, stage => JsonSerializer.SerializeToElement(stage.Value));
    }

    private void Set(string stage, string option, JsonElement value)
    {
        var choices = _taken.TryGetValue(stage, out var known) ? known : _taken[stage] = [];
        if (!choices.TryAdd(option, JsonNode.Parse(value.GetRawText())))
        {
            throw new OptionException($"{stage}.{option}", "is given twice");
        }
    }
}
