using DaprProcessing.Local.Components;
using DaprProcessing.Local.Runtime.Loading;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>Reads secrets for apps.</summary>
internal sealed class SecretReader(ComponentCatalog catalog)
{
    public async Task<IReadOnlyDictionary<string, string>> GetAsync(
        string appId, string storeName, string key, CancellationToken cancellationToken) =>
        await Find(appId, storeName).Instance.GetAsync(key, cancellationToken)
        ?? throw new ApiException(500, StatusCode.Internal, "ERR_SECRET_GET", $"failed getting secret with key {key} from secret store {storeName}: secret {key} not found");

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(
        string appId, string storeName, CancellationToken cancellationToken) =>
        Find(appId, storeName).Instance.GetAllAsync(cancellationToken);

    private Loaded<ISecretStore> Find(string appId, string name) => catalog.Find<ISecretStore>(appId, name)
        ?? throw (catalog.HasAny<ISecretStore>(appId)
            ? new ApiException(401, StatusCode.InvalidArgument, "ERR_SECRET_STORE_NOT_FOUND", $"failed finding secret store with key {name}")
            : new ApiException(500, StatusCode.FailedPrecondition, "ERR_SECRET_STORES_NOT_CONFIGURED", "secret store is not configured"));
}
