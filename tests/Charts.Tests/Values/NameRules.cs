using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DaprProcessing.Charts.Tests.Values;

/// <summary>
/// What a closed object of values.schema.json says to a name it does not have. Helm validates before it renders, so the schema
/// itself has to say the nearest name, and it does with rules that hold for unknown names alone: a name <see cref="Near"/> a
/// known one "must be" that one, and any unknown name must be one of the known.
/// </summary>
internal static class NameRules
{
    public static void AddTo(JsonObject schema)
    {
        var definitions = schema["$defs"]!.AsObject();
        var ofServices = Names(definitions["service"]!);
        var rules = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        Walk(schema);
        foreach (var (name, rule) in rules)
        {
            definitions[name] = rule;
        }

        void Walk(JsonObject node)
        {
            foreach (var child in node.Select(pair => pair.Value).OfType<JsonObject>().ToList())
            {
                Walk(child);
            }

            if (node["additionalProperties"]?.GetValueKind() is JsonValueKind.False)
            {
                var known = Names(node);
                // Other charts have a service's keys at the top: there it says where they are.
                string[] moved = node == schema ? [.. ofServices.Except(known)] : [];
                node["propertyNames"] = new JsonObject
                {
                    ["if"] = new JsonObject { ["not"] = Enum(known) },
                    ["then"] = new JsonObject
                    {
                        ["allOf"] = new JsonArray(
                        [
                            .. known.Select(name => Rule($"near-{name}", name, name)),
                            .. moved.Select(name => Rule($"near-service-{name}", name, $"services.NAME.{name}")),
                            Enum(known),
                        ]),
                    },
                };
            }
        }

        JsonObject Rule(string id, string near, string meant)
        {
            rules[id] = new JsonObject
            {
                ["if"] = new JsonObject { ["pattern"] = Near(near) },
                ["then"] = new JsonObject { ["const"] = meant },
            };
            return new JsonObject { ["$ref"] = $"#/$defs/{id}" };
        }
    }

    /// <summary>
    /// A pattern for names that differ from this one in one place: two neighbouring letters (one, of a short name) are others,
    /// more or fewer, or they changed places; or that begin as it does and have another last word. In either case, and of what
    /// Go and ECMAScript know alike.
    /// </summary>
    public static string Near(string name)
    {
        var place = name.Length > 4 ? 2 : 1;
        var slips = Enumerable.Range(0, name.Length - place + 1)
            .Select(at => $"{EitherCase(name[..at])}.{{0,{place + 1}}}{EitherCase(name[(at + place)..])}")
            .ToList();
        if (place == 1)
        {
            slips.AddRange(Enumerable.Range(0, name.Length - 1)
                .Select(at => $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}"));
        }
        else
        {
            var lastWord = name.AsSpan().LastIndexOfAnyInRange('A', 'Z');
            slips[^1] = EitherCase(name[..(lastWord < 4 ? ^place : lastWord)]) + ".*";
        }

        return $"^({string.Join('|', slips)})$";
    }

    // Capitals alone: who leaves out a hump writes it small.
    private static string EitherCase(string text) =>
        Regex.Replace(text, "[A-Z]", match => $"[{match.Value}{match.Value.ToLowerInvariant()}]");

    private static string[] Names(JsonNode schema) => [.. schema["properties"]!.AsObject().Select(pair => pair.Key)];

    private static JsonObject Enum(string[] names) =>
        new() { ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };
}
