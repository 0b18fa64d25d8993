using Google.Protobuf.WellKnownTypes;
using Wire = Dapr.Proto.Runtime.V1;

namespace Dapr.Client;

internal sealed partial class SidecarClient
{
    private const string ApiTokenHeader = "dapr-api-token";

    private static readonly TimeSpan HealthPollPause = TimeSpan.FromMilliseconds(500);

    public override Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default) =>
        IsHealthyAsync("v1.0/healthz", cancellationToken);

    public override Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default) =>
        IsHealthyAsync("v1.0/healthz/outbound", cancellationToken);

    public override async Task WaitForSidecarAsync(CancellationToken cancellationToken = default)
    {
        while (!await CheckOutboundHealthAsync(cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(HealthPollPause, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task ShutdownSidecarAsync(CancellationToken cancellationToken = default) =>
        _sidecar.CallAsync<Empty>("Shutdown", "Shutdown", new Wire.ShutdownRequest(), cancellationToken);

    public override async Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken = default)
    {
        var response = await _sidecar
            .CallAsync<Wire.GetMetadataResponse>("Get metadata", "GetMetadata", new Wire.GetMetadataRequest(), cancellationToken)
            .ConfigureAwait(false);
        return new DaprMetadata(
            response.Id,
            [.. response.ActiveActorsCount.Select(actor => new DaprActorMetadata(actor.Type, actor.Count))],
            new Dictionary<string, string>(response.ExtendedMetadata),
            [.. response.RegisteredComponents.Select(c => new DaprComponentsMetadata(c.Name, c.Type, c.Version, [.. c.Capabilities]))]);
    }

    public override Task SetMetadataAsync(string attributeName, string attributeValue, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(attributeName);
        var request = new Wire.SetMetadataRequest { Key = attributeName, Value = attributeValue };
        return _sidecar.CallAsync<Empty>("Set metadata", "SetMetadata", request, cancellationToken);
    }

    private async Task<bool> IsHealthyAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_httpEndpoint, path));
        AddApiToken(request);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Not reachable is an answer here, not an error.
            return false;
        }
    }

    private void AddApiToken(HttpRequestMessage request)
    {
        if (_apiToken is not null)
        {
            request.Headers.TryAddWithoutValidation(ApiTokenHeader, _apiToken);
        }
    }
}
