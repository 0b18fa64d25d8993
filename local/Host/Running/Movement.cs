using System.Net.Http.Json;
using System.Text.Json;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Hosting.Canaries;

namespace DaprProcessing.Local.Host.Running;

/// <summary>Whether messages reach every service: where one is cut off, jobs are taken and do not move.</summary>
internal static class Movement
{
    // Longer than a stream that works ever takes, and not so long that a platform of a dozen cold processes seems to hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns once a message has reached each of them, or those that none has reached in time.</summary>
    /// <param name="services">Where each listens, by app id.</param>
    public static async Task<IReadOnlyList<string>> FindStandingStillAsync(
        IReadOnlyDictionary<string, Uri> services, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        using var http = new HttpClient();
        var still = await Task.WhenAll(services.Select(
            async service => await MovesAsync(http, service.Value, patience.Token) ? null : service.Key));
        stop.ThrowIfCancellationRequested();
        return [.. still.OfType<string>().Order(StringComparer.Ordinal)];
    }

    private static async Task<bool> MovesAsync(HttpClient http, Uri service, CancellationToken patience)
    {
        try
        {
            while (!await IsMovingAsync(http, service, patience))
            {
                await Task.Delay(Pause, patience);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> IsMovingAsync(HttpClient http, Uri service, CancellationToken patience)
    {
        try
        {
            var health = await http.GetFromJsonAsync<ServiceHealth>(
                new Uri(service, CanaryRegistration.Path), ServiceHost.Json, patience);
            return health!.Parts.All(part => part.Trouble is null);
        }
        catch (Exception notYet) when (notYet is HttpRequestException or JsonException)
        {
            return false;
        }
    }
}
