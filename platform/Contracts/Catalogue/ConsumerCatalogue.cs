using System.Collections.Frozen;

namespace DaprProcessing.Contracts.Catalogue;

/// <summary>The consumers of the platform, as declared in <c>catalogue.yaml</c> and checked once when it is read.</summary>
public sealed class ConsumerCatalogue
{
    private readonly FrozenDictionary<string, Consumer> _stages;
    private readonly FrozenDictionary<string, Consumer> _services;

    private readonly IReadOnlyDictionary<string, ConsumerEntry> _entries;

    private ConsumerCatalogue(
        IReadOnlyDictionary<string, ConsumerEntry> entries, IReadOnlyList<Consumer> stages, IReadOnlyList<Consumer> services,
        CompletionEntry completions, string deadLetterStream)
    {
        _entries = entries;
        _stages = stages.ToFrozenDictionary(stage => stage.AppId);
        _services = services.ToFrozenDictionary(service => service.AppId);
        Consumers = [.. stages, .. services];
        StreamOfTopic = Consumers.Select(consumer => KeyValuePair.Create(consumer.Topic, consumer.Stream))
            .Concat(completions.Topics.Select(topic => KeyValuePair.Create(topic, completions.Stream)))
            .Append(KeyValuePair.Create(Topics.DeadLetter, deadLetterStream)).ToFrozenDictionary();
        Streams = StreamOfTopic.GroupBy(entry => entry.Value, entry => entry.Key).OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => KeyValuePair.Create(
                one.Key == completions.Stream ? $"{one.Key} (limits)" : one.Key,
                (IReadOnlyList<string>)[.. one.Order(StringComparer.Ordinal)])).ToList();
    }

    /// <summary>The catalogue that ships.</summary>
    public static ConsumerCatalogue Shipped { get; } = Parse(EmbeddedFiles.Read("catalogue.yaml"));

    /// <summary>Stages first, in the order of the file.</summary>
    public IReadOnlyList<Consumer> Consumers { get; }

    public IEnumerable<string> StageNames => _stages.Keys.Order(StringComparer.Ordinal);

    /// <summary>The stages that can be asked for it, of <see cref="StageRoles"/>.</summary>
    public IEnumerable<string> StagesThat(string role) => StageNames.Where(name => _stages[name].Roles.Contains(role));

    /// <summary>Every subscribed topic and the stream that holds it, dead letters included.</summary>
    public FrozenDictionary<string, string> StreamOfTopic { get; }

    /// <summary>
    /// The streams with their topics, in the words of the JetStream component's <c>streamCatalog</c>: one that is no work queue
    /// says so.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Streams { get; }

    public bool IsStage(string name) => _stages.ContainsKey(name);

    /// <summary>The stages of which one has to come before this one in that role; none where it needs none.</summary>
    internal IReadOnlyList<string> NeedsOf(string stage, string role) =>
        _entries.TryGetValue(stage, out var entry) && entry.Needs.TryGetValue(role, out var needed) ? needed : [];

    /// <summary>What its results are called; null where that is not known.</summary>
    internal IReadOnlyList<string>? MakesOf(string stage) => _entries.GetValueOrDefault(stage)?.Makes;

    /// <summary>The consumer of a stage; throws <see cref="ArgumentException"/> for a name that is no stage.</summary>
    public Consumer Stage(string name) => _stages.TryGetValue(name, out var stage) ? stage
        : throw new ArgumentException($"unknown stage '{name}'; known: {string.Join(", ", StageNames)}", nameof(name));

    /// <summary>The consumer of a service that is no stage.</summary>
    public Consumer Service(string appId) => _services[appId];

    /// <summary>Reads a catalogue; throws <see cref="InvalidDataException"/> with everything that is wrong with it.</summary>
    public static ConsumerCatalogue Parse(string yaml)
    {
        var file = StrictYaml.Read<CatalogueFile>(yaml, "catalogue.yaml");
        var errors = CatalogueChecks.Errors(file);
        return errors.Count == 0
            ? new ConsumerCatalogue(
                file.Stages, Read(file.Stages), Read(file.Services), file.Completions, file.DeadLetters.Stream)
            : throw new InvalidDataException(
                string.Join(Environment.NewLine, errors.Select(error => $"catalogue.yaml: {error}")));

        static IReadOnlyList<Consumer> Read(Dictionary<string, ConsumerEntry> entries) =>
            [.. entries.Select(entry => new Consumer(
                entry.Key, entry.Value.Topic, entry.Value.Stream, entry.Value.Group, entry.Value.Roles,
                entry.Value.Clients))];
    }
}
