using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Makes a job durable, then has it started. After the record is written the job runs whatever happens: what is cut off here, the
/// orchestrator's reconciler takes up.
/// </summary>
internal sealed class JobSubmitter(
    JobStore jobs, IObjectStore objects, IdempotencyStore keys, JobAdmission admission, WorkflowStarter workflows,
    WebhookStore webhooks, SourceCache sources, IEnumerable<ISubmissionCheck> checks,
    TimeProvider time, IOptions<GatewayOptions> options, ILogger<JobSubmitter> logger)
{
    public async Task<JobRecord> SubmitAsync(
        Tenant tenant, Submission submission, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var record = NewRecord(tenant, JobId.New(tenant.Name), time.GetUtcNow(), submission);
        if (string.IsNullOrEmpty(idempotencyKey))
        {
            return await MakeAsync(tenant, record, submission, cancellationToken);
        }

        var keyHash = Hash(idempotencyKey);
        var wanted = new IdempotencyClaim(record.Id, HashOf(submission), record.CreatedAt);
        var (hold, earlier) = await keys.TakeAsync(keyHash, wanted, cancellationToken);
        if (hold is null)
        {
            return earlier!;
        }

        // Whoever comes with the key makes the same job: the id and the time are in the claim, and the record is written once.
        await using (hold)
        {
            record = NewRecord(tenant, hold.Claim.Job, hold.Claim.CreatedAt, submission) with { IdempotencyKeyHash = keyHash };
            record = await MakeAsync(tenant, record, submission, cancellationToken);
            hold.IsMade = true;
            return record;
        }
    }

    /// <summary>The job that came with the key before; null where none did.</summary>
    public Task<JobRecord?> FindAsync(Tenant tenant, string idempotencyKey, CancellationToken cancellationToken) =>
        keys.FindAsync(tenant.Name, Hash(idempotencyKey), cancellationToken);

    private async Task<JobRecord> MakeAsync(
        Tenant tenant, JobRecord record, Submission submission, CancellationToken cancellationToken)
    {
        var job = record.Id;
        using var scope = logger.BeginJob(job);
        await admission.CheckPagesAsync(tenant, cancellationToken);
        foreach (var check in checks)
        {
            await check.CheckAsync(submission, cancellationToken);
        }

        // Step 1: the markers, so that nothing below can be left behind unseen.
        await Task.WhenAll(
            objects.PutAsync(JobKeys.OpenMarker(job), "{}"u8.ToArray(), "application/json", cancellationToken),
            objects.PutAsync(JobKeys.ListMarker(job, record.CreatedAt), "{}"u8.ToArray(), "application/json", cancellationToken));
        await AdmitAsync(tenant, record, submission.Upload, cancellationToken);
        // Step 2: the document.
        await objects.PutFileAsync(record.Source.Key, submission.Upload.Path, record.Source.MediaType, cancellationToken);
        CrashPoint.Reached("gateway.object-stored");
        if (submission.Password is { } password)
        {
            await jobs.SaveSecretAsync(job, password, cancellationToken);
        }

        if (WebhookOf(submission) is { } webhook)
        {
            await webhooks.CreateAsync(job, webhook, record.ExpiresAt, cancellationToken);
        }

        // Step 3: the record. From here on the job is accepted.
        if (!await jobs.TryCreateAsync(record, cancellationToken))
        {
            // The same Idempotency-Key at the same time: the other request was first, with the same document under the same key.
            return await jobs.FindAsync(job, cancellationToken)
                ?? throw new InvalidOperationException($"the job {job} was deleted while it was submitted again");
        }

        CrashPoint.Reached("gateway.record-written");
        UploadMetrics.Accepted(record.Pipeline);
        // Whoever is to read it on this machine need not fetch it.
        sources.Adopt(job, record.Source, submission.Upload.Path);
        workflows.Start(record);
        return record;
    }

    // The bytes last: what is refused does not use them up.
    private async Task AdmitAsync(
        Tenant tenant, JobRecord record, SpooledUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            await admission.CheckOpenedAsync(tenant, cancellationToken);
            if (!upload.IsCounted)
            {
                await admission.TakeBytesAsync(tenant, upload.SizeBytes, cancellationToken);
            }
        }
        catch (ProblemException)
        {
            await objects.DeleteAsync(JobKeys.OpenMarker(record.Id), CancellationToken.None);
            await objects.DeleteAsync(JobKeys.ListMarker(record.Id, record.CreatedAt), CancellationToken.None);
            throw;
        }
    }

    private JobRecord NewRecord(Tenant tenant, JobId job, DateTimeOffset createdAt, Submission submission)
    {
        var (upload, phases, chosen) = (submission.Upload, submission.Pipeline.Phases, submission.Options);
        if (OfficePages.AreWanted(phases, chosen, upload.MediaType))
        {
            (phases, chosen) = (OfficePages.PhasesOf(phases, upload.MediaType), OfficePages.Chosen(chosen));
        }

        return new JobRecord
        {
            Id = job,
            Pipeline = submission.Pipeline.Name,
            Phases = phases,
            Artifacts = submission.Pipeline.Artifacts,
            Status = JobStatus.Queued,
            Options = chosen,
            HasWebhook = WebhookOf(submission) is not null,
            Source = new SourceFile(
                JobKeys.Source(job), upload.FileName, upload.MediaType, upload.SizeBytes, upload.Sha256,
                submission.Password is not null),
            ReportKey = ReportSignature.NewKey(),
            TaskId = submission.TaskId,
            Reply = submission.Reply,
            Timeout = submission.Timeout,
            Continues = submission.Continues,
            Limits = tenant.Limits.OfJobs(),
            CreatedAt = createdAt,
            ExpiresAt = createdAt + RetentionOf(tenant),
        };
    }

    // Without a secret it is that of a task's job, and means nothing to a job that only repeats one.
    private static Webhook? WebhookOf(Submission submission) =>
        submission.Options.Webhook is { } webhook && (webhook.Secrets.Count > 0 || submission.TaskId is not null)
            ? webhook : null;

    private TimeSpan RetentionOf(Tenant tenant) =>
        tenant.Limits.RetentionDays is { } days && TimeSpan.FromDays(days) < options.Value.Retention ? TimeSpan.FromDays(days)
            : options.Value.Retention;

    private static string HashOf(Submission submission)
    {
        var chosen = JsonSerializer.Serialize(submission.Options, ServiceHost.Json);
        // In no JSON of the options; what has none is hashed as ever, for the claims that are stored.
        var webhook = submission.Options.Webhook is { } told ? $" {told.Url} {string.Join(' ', told.Secrets)}" : "";
        var continues = submission.Continues is { } first ? $" continues {first.Id}" : "";
        return Hash($"{submission.Upload.Sha256} {submission.Pipeline.Name} {chosen} {submission.Password}{webhook}{continues}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
