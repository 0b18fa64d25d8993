using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>Creates and initialises components: secret stores first, because the others' settings may name secrets.</summary>
internal sealed class ComponentLoader(ComponentRegistry registry, ComponentContext context)
{
    private readonly ILogger _logger = context.LoggerFactory.CreateLogger<ComponentLoader>();
    private readonly List<LoadedComponent> _loaded = [];

    /// <summary>Throws <see cref="ResourceException"/> naming the first component that cannot start and has no <c>ignoreErrors</c>.</summary>
    public async Task<ComponentCatalog> LoadAsync(IReadOnlyList<ComponentDefinition> definitions, CancellationToken cancellationToken)
    {
        CheckNames(definitions);
        var secretsFirst = definitions.OrderBy(definition => definition.Type.StartsWith("secretstores.", StringComparison.OrdinalIgnoreCase) ? 0 : 1);
        try
        {
            foreach (var definition in secretsFirst)
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
        IComponent? instance = null;
        try
        {
            instance = registry.Create(definition, context);
            var metadata = new ComponentMetadata(definition.Name, definition.Type, await ResolveAsync(definition, cancellationToken));
            await InitAsync(instance, metadata, definition, cancellationToken);
            _loaded.Add(new LoadedComponent(definition, metadata, instance));
            _logger.LogInformation("component {Name} ({Type}) is up", definition.Name, definition.Type);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (instance is not null)
            {
                await instance.DisposeAsync();
            }

            if (!definition.IgnoreErrors)
            {
                throw failure as ResourceException
                    ?? new ResourceException($"{definition.Source}: component '{definition.Name}' ({definition.Type}): {failure.Message}", failure);
            }

            _logger.LogError(failure, "component {Name} ({Type}) is left out: it cannot start, and has ignoreErrors", definition.Name, definition.Type);
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
                $"{definition.Source}: component '{definition.Name}' ({definition.Type}) was not up within initTimeout ({definition.InitTimeout.TotalSeconds:0.###} s)");
        }
    }

    private async Task<Dictionary<string, string>> ResolveAsync(ComponentDefinition definition, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in definition.Metadata)
        {
            values[item.Name] = item switch
            {
                { Secret: { } secret } => await SecretAsync(definition, item.Name, secret, cancellationToken),
                { EnvironmentVariable: { } variable } => Environment.GetEnvironmentVariable(variable) ?? "",
                _ => item.Value ?? "",
            };
        }

        return values;
    }

    private async Task<string> SecretAsync(ComponentDefinition definition, string item, SecretKey secret, CancellationToken cancellationToken)
    {
        var where = $"{definition.Source}: component '{definition.Name}', metadata '{item}'";
        if (definition.SecretStore is not { } storeName)
        {
            throw new ResourceException($"{where}: secretKeyRef needs auth.secretStore");
        }

        var store = _loaded.Select(component => component.Name == storeName ? component.Instance as ISecretStore : null).FirstOrDefault(found => found is not null)
            ?? throw new ResourceException($"{where}: secret store '{storeName}' is not there");
        var entries = await store.GetAsync(secret.Name, cancellationToken);
        return entries is not null && entries.TryGetValue(secret.Key, out var value)
            ? value
            : throw new ResourceException($"{where}: secret store '{storeName}' has no '{secret.Name}' with key '{secret.Key}'");
    }

    private static void CheckNames(IReadOnlyList<ComponentDefinition> definitions)
    {
        foreach (var named in definitions.GroupBy(definition => definition.Name).Where(named => named.Count() > 1))
        {
            var scopes = named.SelectMany(definition => definition.Scopes.Distinct()).ToList();
            if (named.Any(definition => definition.Scopes.Count == 0) || scopes.Distinct().Count() != scopes.Count)
            {
                throw new ResourceException(
                    $"component '{named.Key}' is defined in {string.Join(" and ", named.Select(definition => definition.Source))} for the same app");
            }
        }
    }
}
