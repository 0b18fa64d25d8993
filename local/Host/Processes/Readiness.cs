namespace DaprProcessing.Local.Host.Processes;

/// <summary>Waits for services that are starting.</summary>
internal static class Readiness
{
    private const int HopelessEnds = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Returns once <c>/healthz/ready</c> of all says yes; what they need may be away for as long as it likes.
    /// </summary>
    /// <param name="parts">The programs: one that ends again and again, for a port that is taken or a setting that is wrong, will
    /// do so for ever.</param>
    /// <exception cref="InvalidOperationException">A part does not start.</exception>
    public static async Task WaitAsync(
        IEnumerable<Uri> services, IReadOnlyList<ChildProcess> parts, CancellationToken cancellationToken)
    {
        foreach (var service in services)
        {
            using var http = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromSeconds(5) };
            while (!await IsReadyAsync(http, cancellationToken))
            {
                if (parts.FirstOrDefault(part => part.Ends >= HopelessEnds) is { } hopeless)
                {
                    throw new InvalidOperationException(
                        $"{hopeless.Name} does not start: it has ended {hopeless.Ends} times; what it says is above");
                }

                await Task.Delay(Pause, cancellationToken);
            }
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
