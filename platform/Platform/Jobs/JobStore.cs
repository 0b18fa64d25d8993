using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Platform.Jobs;

/// <summary>Job records in the Dapr state store. Every change goes through the record's ETag, and none leaves a terminal state.</summary>
public sealed class JobStore(DaprClient dapr)
{
    private const string Absent = "";

    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };

    public Task<JobRecord?> FindAsync(JobId job, CancellationToken cancellationToken) =>
        dapr.GetStateAsync<JobRecord?>(DaprNames.StateStore, JobKeys.Record(job), ConsistencyMode.Strong, cancellationToken: cancellationToken);

    /// <summary>False where the record exists.</summary>
    public Task<bool> TryCreateAsync(JobRecord record, CancellationToken cancellationToken) =>
        dapr.TrySaveStateAsync(DaprNames.StateStore, JobKeys.Record(record.Id), record, Absent, FirstWrite, cancellationToken: cancellationToken);

    /// <summary>
    /// Changes the record until no other writer was in between, and returns what is stored then.
    /// <paramref name="change"/> returns null to leave it; it is not asked about a job that has ended.
    /// </summary>
    public async Task<JobRecord?> UpdateAsync(JobId job, Func<JobRecord, JobRecord?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (record, etag) = await dapr.GetStateAndETagAsync<JobRecord?>(
                DaprNames.StateStore, JobKeys.Record(job), ConsistencyMode.Strong, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (record is null || record.Status.IsTerminal() || change(record) is not { } changed)
            {
                return record;
            }

            if (await dapr.TrySaveStateAsync(
                DaprNames.StateStore, JobKeys.Record(job), changed, etag, FirstWrite, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                return changed;
            }
        }
    }

    public Task DeleteAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var keys = new List<string> { JobKeys.Progress(record.Id), JobKeys.Secret(record.Id), JobKeys.Record(record.Id) };
        if (record.IdempotencyKeyHash is { } keyHash)
        {
            keys.Add(JobKeys.Idempotency(record.Id.Tenant, keyHash));
        }

        return dapr.DeleteBulkStateAsync(DaprNames.StateStore, [.. keys.Select(key => new BulkDeleteStateItem(key, null!))], cancellationToken);
    }

    public Task SaveSecretAsync(JobId job, string password, CancellationToken cancellationToken) =>
        dapr.SaveStateAsync(DaprNames.StateStore, JobKeys.Secret(job), password, cancellationToken: cancellationToken);

    public async Task<string?> FindPasswordAsync(JobRecord record, CancellationToken cancellationToken) => record.HasPassword
        ? await dapr.GetStateAsync<string?>(DaprNames.StateStore, JobKeys.Secret(record.Id), cancellationToken: cancellationToken).ConfigureAwait(false)
        : null;

    public Task DeleteSecretAsync(JobId job, CancellationToken cancellationToken) =>
        dapr.DeleteStateAsync(DaprNames.StateStore, JobKeys.Secret(job), cancellationToken: cancellationToken);
}
