using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaprProcessing.Dproc.Commands;

/// <summary><c>name=value</c> pairs as the options of a job; <c>stage.name=value</c> is an option of one stage.</summary>
internal static class JobOptions
{
    public static JsonObject? Parse(IReadOnlyList<string> pairs)
    {
        var options = new JsonObject();
        foreach (var pair in pairs)
        {
            var split = pair.IndexOf('=');
            if (split < 1)
            {
                throw new UsageException($"'{pair}' is not name=value");
            }

            var (path, target) = (pair[..split].Split('.'), options);
            foreach (var stage in path[..^1])
            {
                target = (JsonObject)(target[stage] ??= new JsonObject());
            }

            target[path[^1]] = Value(pair[(split + 1)..]);
        }

        return options.Count == 0 ? null : options;
    }

    // What is JSON is meant as JSON; everything else is a text and needs no quotes.
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
