using System.Text.Json;
using Dapr.Client;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Hosting.Canaries;

namespace DaprProcessing.Gateway.Health;

/// <summary>Asks another service for its parts, by service invocation.</summary>
internal sealed class ServiceProbe(DaprClient dapr) : IDisposable
{
    /// <summary>Longer than a service looks at its parts.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http = dapr.CreateInvokableHttpClient();

    public void Dispose() => _http.Dispose();

    /// <summary>How its parts are; null where no replica answers.</summary>
    public Task<ServiceHealth?> AskAsync(string appId, CancellationToken cancellationToken) =>
        AskAsync(appId, HealthEndpoints.ReportPath, cancellationToken);

    /// <summary>Whether messages reach it; null where no replica answers.</summary>
    public Task<ServiceHealth?> AskForMessagesAsync(string appId, CancellationToken cancellationToken) =>
        AskAsync(appId, CanaryRegistration.Path, cancellationToken);

    private async Task<ServiceHealth?> AskAsync(string appId, string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Within);
        try
        {
            return await _http.GetFromJsonAsync<ServiceHealth>(
                $"http://{appId}{path}", ServiceHost.Json, limit.Token);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
