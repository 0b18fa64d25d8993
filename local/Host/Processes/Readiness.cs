namespace DaprProcessing.Local.Host.Processes;

/// <summary>Waits for a service that is starting.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns once <c>/healthz/ready</c> says yes; what it needs may be away for as long as it likes.</summary>
    public static async Task WaitAsync(Uri service, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromSeconds(5) };
        while (!await IsReadyAsync(http, cancellationToken))
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("/healthz/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (
            notYet is HttpRequestException
                || (notYet is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It does not listen yet, or has too much to do to answer in time.
            return false;
        }
    }
}
