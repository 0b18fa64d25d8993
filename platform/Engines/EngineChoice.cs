using System.Collections.Frozen;

namespace DaprProcessing.Engines;

/// <summary>Engines of one kind by name: an option picks one; unknown names never get past validation.</summary>
public sealed class EngineChoice<TEngine>
    where TEngine : class
{
    private readonly FrozenDictionary<string, TEngine> _engines;

    public EngineChoice(IEnumerable<TEngine> engines, Func<TEngine, string> name) => _engines = engines.ToFrozenDictionary(name, StringComparer.Ordinal);

    public IEnumerable<string> Names => _engines.Keys.Order(StringComparer.Ordinal);

    /// <summary>Throws <see cref="ArgumentException"/> listing the known names.</summary>
    public TEngine Named(string name) => _engines.TryGetValue(name, out var engine) ? engine
        : throw new ArgumentException($"unknown engine '{name}'; known: {string.Join(", ", Names)}", nameof(name));
}
