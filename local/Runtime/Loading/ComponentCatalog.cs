using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>Every component that is up.</summary>
internal sealed class ComponentCatalog(IReadOnlyList<LoadedComponent> components) : IAsyncDisposable
{
    private readonly Dictionary<string, LoadedComponent> _byName = components.ToDictionary(component => component.Name);

    public IReadOnlyList<LoadedComponent> All => components;

    public IEnumerable<LoadedComponent> InScope(string appId) =>
        components.Where(component => component.Definition.IsInScope(appId));

    public Loaded<T>? Find<T>(string appId, string name) where T : class, IComponent =>
        _byName.TryGetValue(name, out var component) && component.Instance is T instance && component.Definition.IsInScope(appId)
            ? new Loaded<T>(component, instance)
            : null;

    public bool HasAny<T>(string appId) => InScope(appId).Any(component => component.Instance is T);

    public async ValueTask DisposeAsync()
    {
        foreach (var component in components.Reverse())
        {
            await component.Instance.DisposeAsync();
        }
    }
}
