using DaprProcessing.Components;
using DaprProcessing.JetStream;
using DaprProcessing.Local.Runtime.Bindings;
using DaprProcessing.Local.Runtime.Brokers;
using DaprProcessing.Local.Runtime.Resources;
using DaprProcessing.Local.Runtime.Stores;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>The component types the runtime knows, by the name used in <c>spec.type</c>.</summary>
public sealed class ComponentRegistry
{
    private readonly SortedDictionary<string, Func<ComponentContext,
        IComponent>> _factories = new(StringComparer.OrdinalIgnoreCase);

    public ComponentRegistry()
    {
        Register("bindings.aws.s3", context => new S3Binding(context));
        Register("bindings.localstorage", context => new LocalStorageBinding(context));
        Register("pubsub.in-memory", context => new InMemoryPubSub(context));
        Register("pubsub.jetstream", context => new JetStreamPubSub(context.LoggerFactory));
        Register("state.in-memory", context => new InMemoryStateStore(context.Time));
        Register("state.postgresql", context => new PostgreSqlStateStore(context));
        Register("state.sqlite", context => new SqliteStateStore(context));
    }

    public IEnumerable<string> KnownTypes => _factories.Keys;

    /// <summary>Adds a type, or replaces the built-in one of that name.</summary>
    public void Register(string type, Func<ComponentContext, IComponent> factory) => _factories[type] = factory;

    /// <summary>Puts something around the components of a type, such as one that fails where a test wants it.</summary>
    public void Wrap(string type, Func<IComponent, IComponent> wrap)
    {
        var inner = _factories[type];
        _factories[type] = context => wrap(inner(context));
    }

    internal IComponent Create(ComponentDefinition definition, ComponentContext context)
    {
        if (!_factories.TryGetValue(definition.Type, out var factory))
        {
            throw new ResourceException(
                $"{definition.Source}: component '{definition.Name}' has type '{definition.Type}', which this runtime does not "
                + $"serve; known: {string.Join(", ", KnownTypes)}");
        }

        ComponentSettings.Check(definition);
        return factory(context);
    }
}
