using System.Security.Cryptography;
using System.Text;
using Dapr.Client;
using Dapr.Components;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Jobs;
using DaprProcessing.ObjectStore;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Submitting;

/// <summary>
/// Makes a job durable, then starts it. After the record is written the job runs whatever happens: what is cut off here, the
/// orchestrator's reconciler takes up.
/// </summary>
internal sealed class JobSubmitter(
    JobStore jobs, IObjectStore objects, DaprClient dapr, OrchestratorClient orchestrator, TimeProvider time, IOptions<GatewayOptions> options)
{
    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };

    public async Task<JobRecord> SubmitAsync(string tenant, Submission submission, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var job = JobId.New(tenant);
        if (!string.IsNullOrEmpty(idempotencyKey) && await ClaimKeyAsync(job, submission, idempotencyKey, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var record = NewRecord(job, submission);
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
            throw new InvalidOperationException($"a job {job} was there before");
        }

        CrashPoint.Reached("gateway.record-written");
        await orchestrator.StartAsync(job, cancellationToken);
        return record;
    }

    private JobRecord NewRecord(JobId job, Submission submission)
    {
        var (upload, now) = (submission.Upload, time.GetUtcNow());
        return new JobRecord
        {
            Id = job,
            Pipeline = submission.Pipeline.Name,
            Status = JobStatus.Queued,
            Options = submission.Options,
            Source = new SourceFile(JobKeys.Source(job), upload.FileName, upload.MediaType, upload.SizeBytes, upload.Sha256),
            HasPassword = submission.Password is not null,
            CreatedAt = now,
            ExpiresAt = now + options.Value.Retention,
        };
    }

    // The job that had the key before, or null where the key is ours now.
    private async Task<JobRecord?> ClaimKeyAsync(JobId job, Submission submission, string key, CancellationToken cancellationToken)
    {
        var stateKey = JobKeys.Idempotency(job.Tenant, Hash(key));
        var claim = new KeyClaim(job, Hash($"{submission.Upload.Sha256} {submission.Pipeline.Name} {submission.Options} {submission.Password}"));
        var expiring = new Dictionary<string, string> { ["ttlInSeconds"] = ((long)options.Value.Retention.TotalSeconds).ToString() };
        while (true)
        {
            var (known, etag) = await dapr.GetStateAndETagAsync<KeyClaim?>(DaprNames.StateStore, stateKey, ConsistencyMode.Strong, cancellationToken: cancellationToken);
            if (known is not null && known.RequestHash != claim.RequestHash)
            {
                throw new ProblemException(StatusCodes.Status409Conflict, "idempotency_key_reused", "The Idempotency-Key came before with another request.");
            }

            if (known is not null && await jobs.FindAsync(known.Job, cancellationToken) is { } record)
            {
                return record;
            }

            // No claim, or one whose job was never accepted: its process died on the way.
            if (await dapr.TrySaveStateAsync(DaprNames.StateStore, stateKey, claim, etag ?? "", FirstWrite, expiring, cancellationToken))
            {
                return null;
            }
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record KeyClaim(JobId Job, string RequestHash);
}
