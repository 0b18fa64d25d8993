using System.Text.RegularExpressions;

namespace DaprProcessing.Contracts.Catalogue;

/// <summary>What is wrong with a catalogue, all of it.</summary>
internal static partial class CatalogueChecks
{
    public static IReadOnlyList<string> Errors(CatalogueFile file)
    {
        var consumers = file.Stages.Concat(file.Services).ToList();
        return
        [
            .. consumers.SelectMany(NameErrors),
            .. file.Stages.Where(stage => stage.Value.Roles.Count == 0 || stage.Value.Roles.Except(StageRoles.All).Any())
                .Select(stage => $"'{stage.Key}': roles are one or more of {string.Join(", ", StageRoles.All)}"),
            .. file.Stages.Where(stage => stage.Value.Needs.Keys.Except(stage.Value.Roles).Any()
                || stage.Value.Needs.Values.Any(needed => needed.Count == 0 || needed.Except(file.Stages.Keys).Any()))
                .Select(stage => $"'{stage.Key}': needs takes roles of the stage, and stages of this file"),
            .. file.Stages.Keys.Intersect(file.Services.Keys).Select(name => $"'{name}' is both a stage and a service"),
            .. Pairs(consumers).Where(pair => Overlap(pair.One.Value.Topic, pair.Other.Value.Topic))
                .Select(pair => $"{Names(pair)} both consume '{pair.Other.Value.Topic}'; each needs a topic of its own"),
            .. Pairs(consumers).Where(pair => pair.One.Value.Group == pair.Other.Value.Group)
                .Select(pair => $"{Names(pair)} share the group '{pair.One.Value.Group}'; each needs one of its own"),
            .. file.Completions.Topics.Count == 0
                || file.Completions.Topics.Order(StringComparer.Ordinal).SequenceEqual(Topics.Completions)
                ? Array.Empty<string>()
                : [$"the topics of the completions must be {string.Join(", ", Topics.Completions)}"],
            .. consumers.Where(consumer => file.Completions.Topics.Exists(topic => Overlap(consumer.Value.Topic, topic)))
                .Select(consumer => $"'{consumer.Key}' consumes a topic of the completions, which are the clients'"),
            .. file.DeadLetters.Topic == Topics.DeadLetter ? Array.Empty<string>()
                : [$"the topic of the dead letters must be '{Topics.DeadLetter}'"],
        ];
    }

    private static IEnumerable<string> NameErrors(KeyValuePair<string, ConsumerEntry> consumer)
    {
        var (name, entry) = consumer;
        if (!AppId().IsMatch(name))
        {
            yield return $"'{name}' is no app id: lower-case letters, digits and dashes";
        }

        if (!Topic().IsMatch(entry.Topic))
        {
            yield return $"'{name}': '{entry.Topic}' is no topic: letters, digits, dashes and underscores, words joined by dots";
        }

        if (!StreamOrGroup().IsMatch(entry.Stream) || !StreamOrGroup().IsMatch(entry.Group))
        {
            yield return $"'{name}': stream and group take letters, digits, dashes and underscores";
        }
    }

    private static string Names((KeyValuePair<string, ConsumerEntry> One, KeyValuePair<string, ConsumerEntry> Other) pair) =>
        $"'{pair.One.Key}' and '{pair.Other.Key}'";

    private static IEnumerable<(T One, T Other)> Pairs<T>(IReadOnlyList<T> items) =>
        items.SelectMany((one, index) => items.Skip(index + 1).Select(other => (one, other)));

    // A '*' stands for one word of a subject.
    private static bool Overlap(string one, string other)
    {
        var (left, right) = (one.Split('.'), other.Split('.'));
        return left.Length == right.Length && left.Zip(right).All(
            words => words.First == words.Second || words.First == "*" || words.Second == "*");
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,62}$")]
    private static partial Regex AppId();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(\.([A-Za-z0-9_-]+|\*))*$")]
    private static partial Regex Topic();

    [GeneratedRegex("^[A-Za-z0-9_-]+$")]
    private static partial Regex StreamOrGroup();
}
