namespace DaprProcessing.Local.Components;

/// <summary>Named secrets, each a small map of names to values.</summary>
public interface ISecretStore : IComponent
{
    /// <summary>Null where there is no such secret.</summary>
    Task<IReadOnlyDictionary<string, string>?> GetAsync(string key, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken);
}
