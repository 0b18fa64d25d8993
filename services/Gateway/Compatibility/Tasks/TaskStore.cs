using DaprProcessing.Gateway.Compatibility.Deliveries;
using DaprProcessing.Platform.State;
using DaprProcessing.Gateway.Tenants;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Compatibility.Tasks;

/// <summary>Tasks in the state store, kept as long as their jobs are.</summary>
internal sealed class TaskStore(
    StateDocument<ConversionTask> tasks, StateDocument<PutOutcome> puts, IOptions<GatewayOptions> options)
{
    public Task CreateAsync(ConversionTask task, CancellationToken cancellationToken) =>
        tasks.TryCreateAsync(ConversionTask.Key(task.Tenant, task.Id), task, options.Value.Retention, cancellationToken);

    /// <summary>Another tenant's task is one that is not there.</summary>
    public async Task<ConversionTask> FindAsync(Tenant tenant, string id, CancellationToken cancellationToken) =>
        (Guid.TryParseExact(id, "D", out var known)
            ? await tasks.FindAsync(ConversionTask.Key(tenant.Name, known.ToString("D")), cancellationToken)
            : null)
        ?? throw NotFound();

    /// <summary>Null where there is none, or not yet.</summary>
    public Task<ConversionTask?> FindAsync(string tenant, string id, CancellationToken cancellationToken) =>
        tasks.FindAsync(ConversionTask.Key(tenant, id), cancellationToken);

    /// <summary>What became of putting the results where they are to go; null before that.</summary>
    public async Task<PutOutcome?> FindPutAsync(ConversionTask task, CancellationToken cancellationToken) =>
        task.Delivery?.PutUrl is null ? null : await puts.FindAsync(PutKey(task), cancellationToken);

    public Task SavePutAsync(ConversionTask task, PutOutcome outcome, CancellationToken cancellationToken) =>
        puts.TryCreateAsync(PutKey(task), outcome, options.Value.Retention, cancellationToken);

    public async Task DeleteAsync(ConversionTask task, CancellationToken cancellationToken)
    {
        if (task.Delivery?.PutUrl is not null)
        {
            await puts.DeleteAsync(PutKey(task), cancellationToken);
        }

        await tasks.DeleteAsync(ConversionTask.Key(task.Tenant, task.Id), cancellationToken);
    }

    private static string PutKey(ConversionTask task) => $"{ConversionTask.Key(task.Tenant, task.Id)}/put";

    public static DetailException NotFound() => new(StatusCodes.Status404NotFound, "Task not found.");
}
