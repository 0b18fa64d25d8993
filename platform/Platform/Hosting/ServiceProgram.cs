using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// A service as a program of its own, until it is told to stop. What is wrong at its start, a port that is taken or a setting
/// that is missing, is one line; the trace is for the log, at level Debug (<c>Logging__LogLevel__Default=Debug</c>).
/// </summary>
public static class ServiceProgram
{
    /// <param name="name">What the line begins with.</param>
    /// <returns>The exit status: 1 where it did not start.</returns>
    public static async Task<int> RunAsync(string name, Func<WebApplication> build)
    {
        WebApplication? service = null;
        try
        {
            ProcessFolder.UseForTemporaryFiles();
            service = build();
            await service.StartAsync().ConfigureAwait(false);
        }
        catch (Exception wrong)
        {
            service?.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceProgram).FullName!)
                .LogDebug(wrong, "The service does not start");
            await Console.Error.WriteLineAsync($"{name}: {wrong.Message}").ConfigureAwait(false);
            // What is under way in the background fails from here on, and that is no news.
            service?.Lifetime.StopApplication();
            // The process ends, and all that had started with it: to dispose of the service has workers of others tell of their
            // cancellation as of failures.
            return 1;
        }

        await using (service.ConfigureAwait(false))
        {
            await service.WaitForShutdownAsync().ConfigureAwait(false);
        }

        return 0;
    }
}
