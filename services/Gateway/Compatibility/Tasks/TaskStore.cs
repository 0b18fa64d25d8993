using DaprProcessing.Platform.State;
using DaprProcessing.Gateway.Tenants;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>Tasks in the state store, kept as long as their jobs are.</summary>
internal sealed class TaskStore(StateDocument<ConversionTask> tasks, IOptions<GatewayOptions> options)
{
    public Task CreateAsync(ConversionTask task, CancellationToken cancellationToken) =>
        tasks.TryCreateAsync(ConversionTask.Key(task.Tenant, task.Id), task, options.Value.Retention, cancellationToken);

    /// <summary>Another tenant's task is one that is not there.</summary>
    public async Task<ConversionTask> FindAsync(Tenant tenant, string id, CancellationToken cancellationToken) =>
        (Guid.TryParseExact(id, "D", out var known)
            ? await tasks.FindAsync(ConversionTask.Key(tenant.Name, known.ToString("D")), cancellationToken)
            : null)
        ?? throw NotFound();

    public Task DeleteAsync(ConversionTask task, CancellationToken cancellationToken) =>
        tasks.DeleteAsync(ConversionTask.Key(task.Tenant, task.Id), cancellationToken);

    public static DetailException NotFound() => new(StatusCodes.Status404NotFound, "Task not found.");
}
