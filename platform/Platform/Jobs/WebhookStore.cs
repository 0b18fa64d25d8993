using System.Runtime.CompilerServices;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Platform.State;

namespace DaprProcessing.Platform.Jobs;

/// <summary>
/// Webhooks of jobs. The record says when one is due; a marker object of the same time has it found. A marker of another time is
/// left over, or its record is about to be written.
/// </summary>
public sealed class WebhookStore(IObjectStore objects, StateDocument<Webhook> records, TimeProvider time)
{
    /// <summary>Remembers whom to tell; nothing is due before the job has ended.</summary>
    public Task CreateAsync(JobId job, Webhook webhook, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        records.TryCreateAsync(WebhookKeys.Record(job), webhook, expiresAt - time.GetUtcNow(), cancellationToken);

    public Task<Webhook?> FindAsync(JobId job, CancellationToken cancellationToken) =>
        records.FindAsync(WebhookKeys.Record(job), cancellationToken);

    /// <summary>The job has ended: once, however often it is said.</summary>
    public Task JobEndedAsync(JobRecord job, CancellationToken cancellationToken) =>
        MakeDueAsync(job, known => known.State == WebhookState.Waiting, cancellationToken);

    /// <summary>Delivers it again, from the first attempt on. Null where there is none.</summary>
    public Task<Webhook?> ReplayAsync(JobRecord job, CancellationToken cancellationToken) =>
        MakeDueAsync(job, known => known.State != WebhookState.Due, cancellationToken);

    /// <summary>
    /// Changes the webhook, and has it found when it is due next. Null where <paramref name="change"/> says so.
    /// </summary>
    public async Task<Webhook?> TryChangeAsync(
        JobRecord job, Func<Webhook, Webhook?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (known, etag) = await records.ReadAsync(WebhookKeys.Record(job.Id), cancellationToken).ConfigureAwait(false);
            if (known is null || change(known) is not { } changed)
            {
                return null;
            }

            // The marker first: one too many is removed some day, one that is missing would never be missed.
            if (changed.DueAt is { } dueAt && dueAt != known.DueAt)
            {
                var marker = WebhookKeys.Marker(job.Id, dueAt);
                await objects.PutAsync(marker, "{}"u8.ToArray(), "application/json", cancellationToken).ConfigureAwait(false);
            }

            if (await records.TryReplaceAsync(
                WebhookKeys.Record(job.Id), changed, etag, job.ExpiresAt - time.GetUtcNow(), cancellationToken)
                .ConfigureAwait(false))
            {
                return changed;
            }
        }
    }

    /// <summary>Markers of what is due by now, the longest due first.</summary>
    public async IAsyncEnumerable<(string Marker, JobId Job, DateTimeOffset DueAt)> DueAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var marker in objects.ListAsync(WebhookKeys.Markers, null, cancellationToken).ConfigureAwait(false))
        {
            if (WebhookKeys.OfMarker(marker) is not var (job, dueAt))
            {
                continue;
            }

            if (dueAt > time.GetUtcNow())
            {
                yield break;
            }

            yield return (marker, job, dueAt);
        }
    }

    public Task UnmarkAsync(string marker, CancellationToken cancellationToken) => objects.DeleteAsync(marker, cancellationToken);

    private Task<Webhook?> MakeDueAsync(JobRecord job, Func<Webhook, bool> isWanted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return TryChangeAsync(
            job,
            known => !isWanted(known) ? null : known with { State = WebhookState.Due, DueSince = now, DueAt = now, Tried = 0 },
            cancellationToken);
    }
}
