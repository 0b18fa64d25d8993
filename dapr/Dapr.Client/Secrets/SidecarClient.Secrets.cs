using Wire = Dapr.Proto.Runtime.V1;

namespace Dapr.Client;

internal sealed partial class SidecarClient
{
    private const string SecretOperation = "Secret operation";

    public override async Task<Dictionary<string, string>> GetSecretAsync(
        string storeName, string key, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var request = new Wire.GetSecretRequest { StoreName = storeName, Key = key };
        AddAll(request.Metadata, metadata);
        var response = await _sidecar.CallAsync<Wire.GetSecretResponse>(SecretOperation, "GetSecret", request, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, string>(response.Data);
    }

    public override async Task<Dictionary<string, Dictionary<string, string>>> GetBulkSecretAsync(
        string storeName, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        var request = new Wire.GetBulkSecretRequest { StoreName = storeName };
        AddAll(request.Metadata, metadata);
        var response = await _sidecar.CallAsync<Wire.GetBulkSecretResponse>(SecretOperation, "GetBulkSecret", request, cancellationToken).ConfigureAwait(false);
        return response.Data.ToDictionary(secret => secret.Key, secret => new Dictionary<string, string>(secret.Value.Secrets));
    }
}
