using DaprProcessing.Contracts.Jobs;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Hosting;

/// <summary>Says in the log whose job it is that is being looked after, whoever writes the entry.</summary>
public static class JobScope
{
    public static IDisposable? BeginJob(this ILogger logger, JobId job) => logger.BeginScope<KeyValuePair<string, object?>[]>(
        [new("tenant", job.Tenant), new("job", job.Id)]);
}
