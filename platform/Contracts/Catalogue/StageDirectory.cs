using System.Collections.Frozen;

namespace DaprProcessing.Contracts.Catalogue;

/// <summary>The stages a service knows, by name: those of the catalogue, unless one was built with others.</summary>
public sealed class StageDirectory(IEnumerable<Consumer> consumers)
{
    private readonly FrozenDictionary<string, Consumer> _stages =
        consumers.Where(consumer => consumer.AppId != StageNames.Orchestrator).ToFrozenDictionary(consumer => consumer.AppId);

    /// <summary>The stages that ship.</summary>
    public static StageDirectory Shipped { get; } = new(ConsumerCatalogue.All);

    /// <summary>The consumer of a stage; throws for a name that is no stage.</summary>
    public Consumer Find(string stage) =>
        _stages.TryGetValue(stage, out var consumer) ? consumer
            : throw new ArgumentException($"unknown stage '{stage}'; known: {string.Join(", ", _stages.Keys.Order())}", nameof(stage));

    public bool Contains(string stage) => _stages.ContainsKey(stage);
}
