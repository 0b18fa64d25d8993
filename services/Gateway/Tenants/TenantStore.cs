using DaprProcessing.Platform.State;

namespace DaprProcessing.Gateway.Tenants;

/// <summary>The names of all tenants: a state store lists nothing by itself.</summary>
internal sealed record TenantNames(IReadOnlyList<string> Names);

/// <summary>A name that a tenant had: what is left of that one hangs on the name.</summary>
internal sealed record DeletedTenant(DateTimeOffset At);

/// <summary>
/// Tenants in the state store, read for every request: a key that is revoked is refused by every replica from then on.
/// </summary>
internal sealed class TenantStore(
    StateDocument<TenantRecord> tenants, StateDocument<TenantNames> index, StateDocument<DeletedTenant> deleted)
{
    private const string Index = "tenants";

    public Task<TenantRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        tenants.FindAsync(KeyOf(name), cancellationToken);

    public async Task<IReadOnlyList<TenantRecord>> ListAsync(CancellationToken cancellationToken)
    {
        var names = (await index.FindAsync(Index, cancellationToken))?.Names ?? [];
        var records = new List<TenantRecord>();
        foreach (var name in names)
        {
            if (await FindAsync(name, cancellationToken) is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    /// <summary>
    /// False where there is one of that name. The index comes first: what is not in it nobody would find again.
    /// </summary>
    public async Task<bool> TryCreateAsync(TenantRecord record, CancellationToken cancellationToken)
    {
        await index.UpdateAsync(
            Index,
            known => known?.Names.Contains(record.Name) == true ? null
                : new TenantNames([.. (known?.Names ?? []).Append(record.Name).Order(StringComparer.Ordinal)]),
            timeToLive: null, cancellationToken);
        return await tenants.TryCreateAsync(KeyOf(record.Name), record, timeToLive: null, cancellationToken);
    }

    /// <summary>What is stored then; null where there is no such tenant.</summary>
    public Task<TenantRecord?> UpdateAsync(
        string name, Func<TenantRecord, TenantRecord?> change, CancellationToken cancellationToken) => tenants.UpdateAsync(
            KeyOf(name), known => known is null ? null : change(known), timeToLive: null, cancellationToken);

    /// <summary>When the last tenant of that name was deleted; null where none was, or nothing can be left of it.</summary>
    public async Task<DateTimeOffset?> DeletedAtAsync(string name, CancellationToken cancellationToken) =>
        (await deleted.FindAsync(DeletedKeyOf(name), cancellationToken))?.At;

    /// <summary>First what keeps the name from another; then the record: with it the keys are gone.</summary>
    /// <param name="remembered">How long something may be left of the tenant.</param>
    public async Task DeleteAsync(
        string name, DateTimeOffset now, TimeSpan remembered, CancellationToken cancellationToken)
    {
        await deleted.UpdateAsync(DeletedKeyOf(name), _ => new DeletedTenant(now), remembered, cancellationToken);
        await tenants.DeleteAsync(KeyOf(name), cancellationToken);
        await index.UpdateAsync(
            Index,
            known => known?.Names.Contains(name) == true ? new TenantNames([.. known.Names.Where(other => other != name)]) : null,
            timeToLive: null, cancellationToken);
    }

    private static string KeyOf(string name) => $"tenants/{name}";

    private static string DeletedKeyOf(string name) => $"deleted-tenants/{name}";
}
