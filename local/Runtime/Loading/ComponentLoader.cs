using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>Creates and initialises components.</summary>
internal sealed class ComponentLoader(ComponentRegistry registry, ComponentContext context)
{
    private readonly ILogger _logger = context.LoggerFactory.CreateLogger<ComponentLoader>();
    private readonly List<LoadedComponent> _loaded = [];

    /// <summary>Throws <see cref="ResourceException"/> naming the first component that cannot start.</summary>
    public async Task<ComponentCatalog> LoadAsync(
        IEnumerable<ComponentDefinition> definitions, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var definition in definitions)
            {
                await LoadOneAsync(definition, cancellationToken);
            }
        }
        catch
        {
            await new ComponentCatalog(_loaded).DisposeAsync();
            throw;
        }

        return new ComponentCatalog(_loaded);
    }

    private async Task LoadOneAsync(ComponentDefinition definition, CancellationToken cancellationToken)
    {
        var instance = registry.Create(definition, context);
        try
        {
            var metadata = new ComponentMetadata(definition.Name, definition.Type, Resolve(definition));
            await InitAsync(instance, metadata, definition, cancellationToken);
            _loaded.Add(new LoadedComponent(definition, metadata, instance));
            _logger.LogInformation("component {Name} ({Type}) is up", definition.Name, definition.Type);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            await instance.DisposeAsync();
            throw failure as ResourceException ?? new ResourceException($"{definition.Where}: {failure.Message}", failure);
        }
    }

    private static async Task InitAsync(
        IComponent instance, ComponentMetadata metadata, ComponentDefinition definition, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(definition.InitTimeout);
        try
        {
            // WaitAsync too: a component that does not honour the token must not hold up the start.
            await instance.InitAsync(metadata, timer.Token).WaitAsync(timer.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ResourceException(
                $"{definition.Where} was not up within initTimeout ({definition.InitTimeout.TotalSeconds:0.###} s)");
        }
    }

    private static Dictionary<string, string> Resolve(ComponentDefinition definition)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in definition.Metadata)
        {
            values[item.Name] = item.EnvironmentVariable is { } variable
                ? Environment.GetEnvironmentVariable(variable) ?? ""
                : item.Value ?? "";
        }

        StrictDefaults.Apply(definition.Type, values);
        return values;
    }
}
