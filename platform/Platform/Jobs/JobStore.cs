using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Platform.Jobs;

/// <summary>
/// Job records in the Dapr state store. Every change goes through the record's ETag, and none leaves a terminal state.
/// </summary>
public sealed class JobStore(DaprClient dapr, StateDocument<JobRecord> records)
{
    private const int KeysPerCall = 500;

    public Task<JobRecord?> FindAsync(JobId job, CancellationToken cancellationToken) =>
        records.FindAsync(JobKeys.Record(job), cancellationToken);

    /// <summary>The record and what a conditional change of it needs: one call less than looking and then changing.</summary>
    public Task<(JobRecord? Value, string ETag)> ReadAsync(JobId job, CancellationToken cancellationToken) =>
        records.ReadAsync(JobKeys.Record(job), cancellationToken);

    /// <summary>False where the record has changed since it was read.</summary>
    public Task<bool> TryReplaceAsync(JobRecord changed, string etag, CancellationToken cancellationToken) =>
        records.TryReplaceAsync(JobKeys.Record(changed.Id), changed, etag, timeToLive: null, cancellationToken);

    /// <summary>False where the record exists.</summary>
    public Task<bool> TryCreateAsync(JobRecord record, CancellationToken cancellationToken) =>
        records.TryCreateAsync(JobKeys.Record(record.Id), record, timeToLive: null, cancellationToken);

    /// <summary>
    /// Changes the record until no other writer was in between, and returns what is stored then.
    /// <paramref name="change"/> returns null to leave it; it is not asked about a job that has ended.
    /// </summary>
    public Task<JobRecord?> UpdateAsync(JobId job, Func<JobRecord, JobRecord?> change, CancellationToken cancellationToken) =>
        records.UpdateAsync(
        JobKeys.Record(job), known =>
            known is null || known.Status.IsTerminal() ? null : change(known), timeToLive: null, cancellationToken);

    public Task DeleteAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var keys = new List<string> { JobKeys.Progress(record.Id), JobKeys.Secret(record.Id), JobKeys.Record(record.Id) };
        if (record.HasWebhook)
        {
            keys.Add(WebhookKeys.Record(record.Id));
        }

        if (record.IdempotencyKeyHash is { } keyHash)
        {
            keys.Add(JobKeys.Idempotency(record.Id.Tenant, keyHash));
        }

        return dapr.DeleteBulkStateAsync(
            DaprNames.StateStore, [.. keys.Select(key => new BulkDeleteStateItem(key, null!))], cancellationToken);
    }

    /// <summary>Who worked on what of the job, and what came out: nobody needs it once the job has ended.</summary>
    public async Task DeleteWorkAsync(JobRecord record, CancellationToken cancellationToken)
    {
        foreach (var part in WorkIds.Of(record).Chunk(KeysPerCall / 2))
        {
            var leases = part.Select(work => JobKeys.Work(record.Id, work.WorkId, work.Stage)).ToList();
            await dapr.DeleteBulkStateAsync(
                DaprNames.StateStore,
                [.. leases.Concat(leases.Select(JobKeys.WorkOutcome)).Select(key => new BulkDeleteStateItem(key, null!))],
                cancellationToken).ConfigureAwait(false);
        }
    }

    public Task SaveSecretAsync(JobId job, string password, CancellationToken cancellationToken) =>
        dapr.SaveStateAsync(DaprNames.StateStore, JobKeys.Secret(job), password, cancellationToken: cancellationToken);

    /// <summary>The document's password; null where none came with it.</summary>
    public async Task<string?> FindPasswordAsync(JobId job, SourceFile source, CancellationToken cancellationToken) =>
        source.HasPassword
        ? await dapr.GetStateAsync<string?>(DaprNames.StateStore, JobKeys.Secret(job), cancellationToken: cancellationToken)
            .ConfigureAwait(false)
        : null;

    public Task DeleteSecretAsync(JobId job, CancellationToken cancellationToken) =>
        dapr.DeleteStateAsync(DaprNames.StateStore, JobKeys.Secret(job), cancellationToken: cancellationToken);
}
