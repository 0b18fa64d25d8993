namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>GETs the app's health path at an interval.</summary>
internal sealed class AppHealthProbe(AppChannel channel, AppHealthCheckOptions options, TimeProvider time)
{
    public async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        while (!await IsHealthyAsync(cancellationToken))
        {
            await Task.Delay(options.Interval, time, cancellationToken);
        }
    }

    /// <summary>Ends after <see cref="AppHealthCheckOptions.Threshold"/> failures in a row.</summary>
    public async Task UntilUnhealthyAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (failures < options.Threshold)
        {
            await Task.Delay(options.Interval, time, cancellationToken);
            failures = await IsHealthyAsync(cancellationToken) ? 0 : failures + 1;
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(options.Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(channel.Address, options.Path));
        try
        {
            using var response = await channel.SendAsync(request, timer.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
