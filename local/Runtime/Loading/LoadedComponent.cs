using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>A component that is up, with the settings it was given.</summary>
internal sealed record LoadedComponent(ComponentDefinition Definition, ComponentMetadata Metadata, IComponent Instance)
{
    public string Name => Definition.Name;

    public IReadOnlyList<string> Capabilities => Instance switch
    {
        IStateStore => ["ETAG", "TRANSACTIONAL", "TTL", "ACTOR"],
        IOutputBinding => ["OUTPUT_BINDING"],
        _ => [],
    };
}

/// <summary>A component seen as one of its kinds.</summary>
internal readonly record struct Loaded<T>(LoadedComponent Component, T Instance) where T : class, IComponent;
