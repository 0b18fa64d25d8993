using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Sources;

/// <summary>Brings the document that a request names here: bounded, hashed and sniffed as one that was posted.</summary>
internal sealed class SourceFetcher(StoredSource stored, HttpSource http)
{
    public Task<SpooledUpload> FetchAsync(Tenant tenant, SourceRequest request, CancellationToken cancellationToken) =>
        request.Source switch
    {
        SourceReference.Upload(var id) =>
            stored.FetchUploadAsync(new UploadId(tenant.Name, id), request.FileName, cancellationToken),
        SourceReference.S3 import => stored.FetchImportAsync(tenant, import, request.FileName, cancellationToken),
        SourceReference.Artifact artifact => stored.FetchArtifactAsync(tenant, artifact, request.FileName, cancellationToken),
        SourceReference.Http(var address) => http.FetchAsync(address, request.FileName, cancellationToken),
        _ => throw new InvalidOperationException($"no way to fetch {request.Source.GetType().Name}"),
    };
}
