using System.Collections.Frozen;

namespace DaprProcessing.Engines;

/// <summary>Engines of one kind by name: an option picks one; unknown names never get past validation.</summary>
public sealed class EngineChoice<TEngine>
    where TEngine : class
{
    private readonly FrozenDictionary<string, TEngine> _engines;
    private readonly IReadOnlyDictionary<string, string> _formerNames;

    /// <param name="formerNames">From names that engines went by to those they have now.</param>
    public EngineChoice(IEnumerable<TEngine> engines, Func<TEngine, string> name, IReadOnlyDictionary<string,
        string>? formerNames = null)
    {
        _engines = engines.ToFrozenDictionary(name, StringComparer.Ordinal);
        _formerNames = formerNames ?? FrozenDictionary<string, string>.Empty;
    }

    public IEnumerable<string> Names => _engines.Keys.Order(StringComparer.Ordinal);

    /// <summary>Throws <see cref="ArgumentException"/> listing the known names.</summary>
    public TEngine Named(string name) => _engines.TryGetValue(_formerNames.GetValueOrDefault(name, name), out var engine) ? engine
        : throw new ArgumentException($"unknown engine '{name}'; known: {string.Join(", ", Names)}", nameof(name));
}
