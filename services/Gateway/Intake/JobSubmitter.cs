using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Makes a job durable, then has it started. After the record is written the job runs whatever happens: what is cut off here, the
/// orchestrator's reconciler takes up.
/// </summary>
internal sealed class JobSubmitter(
    JobStore jobs, IObjectStore objects, IdempotencyStore keys, WorkflowStarter workflows, TimeProvider time,
    IOptions<GatewayOptions> options)
{
    public async Task<JobRecord> SubmitAsync(
        Tenant tenant, Submission submission, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var record = NewRecord(JobId.New(tenant.Name), time.GetUtcNow(), submission);
        if (!string.IsNullOrEmpty(idempotencyKey))
        {
            record = await ClaimKeyAsync(record, submission, idempotencyKey, cancellationToken);
            if (await jobs.FindAsync(record.Id, cancellationToken) is { } earlier)
            {
                return earlier;
            }
        }

        var job = record.Id;
        // Step 1: the markers, so that nothing below can be left behind unseen.
        await Task.WhenAll(
            objects.PutAsync(JobKeys.OpenMarker(job), "{}"u8.ToArray(), "application/json", cancellationToken),
            objects.PutAsync(JobKeys.ListMarker(job, record.CreatedAt), "{}"u8.ToArray(), "application/json", cancellationToken));
        // Step 2: the document.
        await objects.PutFileAsync(record.Source.Key, submission.Upload.Path, record.Source.MediaType, cancellationToken);
        CrashPoint.Reached("gateway.object-stored");
        if (submission.Password is { } password)
        {
            await jobs.SaveSecretAsync(job, password, cancellationToken);
        }

        // Step 3: the record. From here on the job is accepted.
        if (!await jobs.TryCreateAsync(record, cancellationToken))
        {
            // The same Idempotency-Key at the same time: the other request was first, with the same document under the same key.
            return await jobs.FindAsync(job, cancellationToken)
                ?? throw new InvalidOperationException($"the job {job} was deleted while it was submitted again");
        }

        CrashPoint.Reached("gateway.record-written");
        workflows.Start(job);
        return record;
    }

    private JobRecord NewRecord(JobId job, DateTimeOffset createdAt, Submission submission)
    {
        var upload = submission.Upload;
        return new JobRecord
        {
            Id = job,
            Pipeline = submission.Pipeline.Name,
            Phases = submission.Pipeline.Phases,
            Artifacts = submission.Pipeline.Artifacts,
            Status = JobStatus.Queued,
            Options = submission.Options,
            Source = new SourceFile(
                JobKeys.Source(job), upload.FileName, upload.MediaType, upload.SizeBytes, upload.Sha256,
                submission.Password is not null),
            TaskId = submission.TaskId,
            CreatedAt = createdAt,
            ExpiresAt = createdAt + options.Value.Retention,
        };
    }

    // Whoever comes with the key makes the same job: the id and the time are in the claim, and the record is written once.
    private async Task<JobRecord> ClaimKeyAsync(
        JobRecord record, Submission submission, string key, CancellationToken cancellationToken)
    {
        var chosen = JsonSerializer.Serialize(submission.Options, ServiceHost.Json);
        var requestHash = Hash($"{submission.Upload.Sha256} {submission.Pipeline.Name} {chosen} {submission.Password}");
        var keyHash = Hash(key);
        var claim = await keys.ClaimAsync(
            keyHash, new IdempotencyClaim(record.Id, requestHash, record.CreatedAt), cancellationToken);
        return claim.RequestHash == requestHash
            ? NewRecord(claim.Job, claim.CreatedAt, submission) with { IdempotencyKeyHash = keyHash }
            : throw new ProblemException(
                StatusCodes.Status409Conflict, "idempotency_key_reused", "The Idempotency-Key came before with another request.");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
