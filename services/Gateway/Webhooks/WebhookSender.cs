using System.Collections.Concurrent;
using Dapr;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Webhooks;

/// <summary>
/// Looks for webhooks that are due, and has them delivered: at least once, by whichever replica is first. The next attempt is
/// written down before this one is made: a crash in between costs a wait, and no delivery.
/// </summary>
internal sealed partial class WebhookSender(
    WebhookStore webhooks, JobStore jobs, WebhookClient client, TimeProvider time, IOptions<GatewayOptions> options,
    ILogger<WebhookSender> logger) : PeriodicService(options.Value.WebhookEvery, time, logger)
{
    private const int MaxLogged = 50;

    // A tenant whose receivers do not answer holds up its own, and the others have places left.
    private const int MaxPending = 64;
    private const int MaxPendingOfATenant = 8;

    // A marker is written shortly before its record.
    private static readonly TimeSpan LeftOver = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<JobId, Task> _pending = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_pending.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var (marker, job, dueAt) in webhooks.DueAsync(cancellationToken))
        {
            if (_pending.Count >= MaxPending)
            {
                return;
            }

            if (_pending.ContainsKey(job) || _pending.Keys.Count(one => one.Tenant == job.Tenant) >= MaxPendingOfATenant)
            {
                continue;
            }

            _pending.Hold(
                job, Task.Run(() => DeliverAsync(marker, job, dueAt, cancellationToken), CancellationToken.None));
        }
    }

    private async Task DeliverAsync(string marker, JobId id, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginJob(id);
        try
        {
            var job = await jobs.FindAsync(id, cancellationToken);
            if (job is not null && await ClaimAsync(job, dueAt, cancellationToken) is { } webhook)
            {
                await webhooks.UnmarkAsync(marker, cancellationToken);
                var attempt = await client.SendAsync(job, webhook, cancellationToken);
                await webhooks.TryChangeAsync(job, known => Ended(known, webhook, attempt), cancellationToken);
                LogAttempt(logger, id, attempt.Error ?? "delivered");
            }
            else if (job is null || Time.GetUtcNow() - dueAt > LeftOver)
            {
                await webhooks.UnmarkAsync(marker, cancellationToken);
            }
        }
        catch (Exception error) when (error is DaprException or HttpRequestException)
        {
            LogLeft(logger, id, Outage.ReasonOf(error));
        }
        catch (OperationCanceledException)
        {
            // Shutting down; the next attempt is written down.
        }
    }

    // Null where it is not due at this marker's time: another replica was first, or the marker is left over.
    private Task<Webhook?> ClaimAsync(JobRecord job, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        webhooks.TryChangeAsync(
            job,
            known => known.State != WebhookState.Due || known.DueAt?.UtcTicks != dueAt.UtcTicks ? null : known with
            {
                Tried = known.Tried + 1,
                DueAt = WebhookSchedule.Next(known.DueSince!.Value, known.Tried + 1, Time.GetUtcNow()),
            },
            cancellationToken);

    private static Webhook Ended(Webhook known, Webhook claimed, WebhookAttempt attempt)
    {
        var logged = known with { Attempts = [.. known.Attempts.Append(attempt).TakeLast(MaxLogged)] };
        return attempt.Error is null || attempt.Status == StatusCodes.Status410Gone
            ? logged with { State = attempt.Error is null ? WebhookState.Delivered : WebhookState.Failed, DueAt = null }
            : claimed.DueAt is null ? logged with { State = WebhookState.Failed } : logged;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The webhook of {Job}: {Outcome}")]
    private static partial void LogAttempt(ILogger logger, JobId job, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook of {Job} could not be looked after this time: {Reason}")]
    private static partial void LogLeft(ILogger logger, JobId job, string reason);
}
