using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Submitting;

/// <summary>
/// Makes a job durable, then starts it. After the record is written the job runs whatever happens: what is cut off here, the
/// orchestrator's reconciler takes up.
/// </summary>
internal sealed class JobSubmitter(
    JobStore jobs, IObjectStore objects, DaprClient dapr, OrchestratorClient orchestrator, TimeProvider time, IOptions<GatewayOptions> options)
{
    // A claim that old without a job is one of a process that died; its upload may be swept any time now, so its id is not used again.
    private static readonly TimeSpan StaleClaim = TimeSpan.FromMinutes(30);

    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Strong };

    public async Task<JobRecord> SubmitAsync(string tenant, Submission submission, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var record = NewRecord(JobId.New(tenant), submission);
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
            return await jobs.FindAsync(job, cancellationToken) ?? throw new InvalidOperationException($"the job {job} was deleted while it was submitted again");
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
            Stages = submission.Pipeline.Stages,
            Artifacts = submission.Pipeline.Artifacts,
            Status = JobStatus.Queued,
            Options = submission.Options,
            Source = new SourceFile(
                JobKeys.Source(job), upload.FileName, upload.MediaType, upload.SizeBytes, upload.Sha256, submission.Password is not null),
            CreatedAt = now,
            ExpiresAt = now + options.Value.Retention,
        };
    }

    // Whoever comes with the key makes the same job: the id and the time are in the claim, and the record is written once.
    private async Task<JobRecord> ClaimKeyAsync(JobRecord record, Submission submission, string key, CancellationToken cancellationToken)
    {
        var keyHash = Hash(key);
        var stateKey = JobKeys.Idempotency(record.Id.Tenant, keyHash);
        var request = $"{submission.Upload.Sha256} {submission.Pipeline.Name} {JsonSerializer.Serialize(submission.Options, ServiceHost.Json)} {submission.Password}";
        var claim = new KeyClaim(record.Id, Hash(request), record.CreatedAt);
        var expiring = new Dictionary<string, string> { ["ttlInSeconds"] = ((long)options.Value.Retention.TotalSeconds).ToString() };
        while (true)
        {
            var (known, etag) = await dapr.GetStateAndETagAsync<KeyClaim?>(DaprNames.StateStore, stateKey, ConsistencyMode.Strong, cancellationToken: cancellationToken);
            if (known is not null && known.RequestHash != claim.RequestHash)
            {
                throw new ProblemException(StatusCodes.Status409Conflict, "idempotency_key_reused", "The Idempotency-Key came before with another request.");
            }

            if (known is not null && (time.GetUtcNow() - known.CreatedAt < StaleClaim || await jobs.FindAsync(known.Job, cancellationToken) is not null))
            {
                return record with
                {
                    Id = known.Job,
                    Source = record.Source with { Key = JobKeys.Source(known.Job) },
                    CreatedAt = known.CreatedAt,
                    ExpiresAt = known.CreatedAt + options.Value.Retention,
                    IdempotencyKeyHash = keyHash,
                };
            }

            if (await dapr.TrySaveStateAsync(DaprNames.StateStore, stateKey, claim, etag ?? "", FirstWrite, expiring, cancellationToken))
            {
                return record with { IdempotencyKeyHash = keyHash };
            }
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record KeyClaim(JobId Job, string RequestHash, DateTimeOffset CreatedAt);
}
