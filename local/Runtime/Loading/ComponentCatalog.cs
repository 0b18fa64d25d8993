using DaprProcessing.Local.Components;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>Every component that is up. The same name may be used twice where no app sees both.</summary>
internal sealed class ComponentCatalog(IReadOnlyList<LoadedComponent> components) : IAsyncDisposable
{
    private readonly ILookup<string, LoadedComponent> _byName = components.ToLookup(component => component.Name);

    public IReadOnlyList<LoadedComponent> All => components;

    public IEnumerable<LoadedComponent> InScope(string appId) => components.Where(component => component.Definition.IsInScope(appId));

    public Loaded<T>? Find<T>(string appId, string name) where T : class, IComponent
    {
        foreach (var component in _byName[name])
        {
            if (component.Instance is T instance && component.Definition.IsInScope(appId))
            {
                return new Loaded<T>(component, instance);
            }
        }

        return null;
    }

    public bool HasAny<T>(string appId) => InScope(appId).Any(component => component.Instance is T);

    public async ValueTask DisposeAsync()
    {
        // Secret stores were first up and go down last.
        foreach (var component in components.Reverse())
        {
            await component.Instance.DisposeAsync();
        }
    }
}
