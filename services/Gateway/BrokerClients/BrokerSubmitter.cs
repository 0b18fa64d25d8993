using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Objects;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.BrokerClients;

/// <summary>Brings the document of a client's message here and makes a job of it, within the limits of its tenant.</summary>
internal sealed class BrokerSubmitter(
    JobSubmitter jobs, SourceFetcher sources, UploadSpool spool, PipelineCatalogue pipelines, RequestBudget budget,
    JobAdmission admission, IOptions<BrokerOptions> options, IOptions<GatewayOptions> gateway, ImportFolder imports,
    IOptions<ObjectStoreOptions> store)
{
    /// <summary>The job that the request has made before; null where it has made none.</summary>
    public Task<JobRecord?> FindAsync(Tenant tenant, BrokerReply reply, CancellationToken cancellationToken) =>
        jobs.FindAsync(tenant, reply.IdempotencyKey, cancellationToken);

    public async Task SubmitAsync(
        Tenant tenant, BrokerReply reply, BrokerRequest request, CancellationToken cancellationToken)
    {
        var pipeline = PipelineOf(reply);
        var source = SourceOf(tenant, request);
        await AdmitAsync(tenant, request.FileSize, cancellationToken);
        var upload = await sources.FetchAsync(tenant, new SourceRequest(null, source, null, null), cancellationToken);
        using var submission = SubmissionReader.Checked(new Submission(pipeline, new JobOptions(), Password: null, upload)
        {
            Reply = reply, Timeout = request.Timeout,
        });
        if (request.FileSize is { } size && size != upload.SizeBytes)
        {
            throw ProblemException.BadRequest(
                "file_size_mismatch", $"The document has {upload.SizeBytes} bytes; the message says {size}.");
        }

        await jobs.SubmitAsync(tenant, submission, reply.IdempotencyKey, cancellationToken);
    }

    private async Task AdmitAsync(Tenant tenant, long? sizeBytes, CancellationToken cancellationToken)
    {
        spool.CheckLength(sizeBytes);
        if (tenant.Limits.RequestsPerMinute is { } quota
            && await budget.TakeAsync(tenant, quota, cancellationToken) is { IsExhausted: true, Reset: var reset })
        {
            throw LimitCheck.Exceeded(
                LimitHeaders.Requests, "too_many_requests", $"The tenant may send {quota} requests a minute.", reset);
        }

        await admission.CheckAsync(tenant, sizeBytes ?? 1, isJob: true, cancellationToken);
    }

    private Pipeline PipelineOf(BrokerReply reply)
    {
        var name = reply.Event is null ? options.Value.ControlPipeline : options.Value.EventPipeline;
        return pipelines.Find(name) ?? throw ProblemException.BadRequest("unknown_pipeline", $"There is no pipeline '{name}'.");
    }

    // A control message has both. The platform's own bucket needs no way round by a URL, whose time may be over.
    private SourceReference SourceOf(Tenant tenant, BrokerRequest request)
    {
        if (request.Bucket is { } bucket && store.Value.Bucket is { Length: > 0 } own && bucket != own)
        {
            throw new ProblemException(
                StatusCodes.Status403Forbidden, "bucket_not_allowed", $"Documents are taken from the bucket '{own}' only.");
        }

        return (request.Key, request.Address) switch
        {
            ({ } key, null) => new SourceReference.S3(key),
            ({ } key, _) when !gateway.Value.AllowHttpSources || imports.Has(tenant, key) => new SourceReference.S3(key),
            (_, { } address) => new SourceReference.Http(address),
            _ => throw ProblemException.BadRequest(
                FailureCodes.SourceMissing, "The message names no document: s3_key or s3_url."),
        };
    }
}
