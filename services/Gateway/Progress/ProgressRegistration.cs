using DaprProcessing.Gateway.Api.Jobs.Pages;

namespace DaprProcessing.Gateway.Progress;

internal static class ProgressRegistration
{
    /// <summary>Adds what tells callers how far their jobs are.</summary>
    public static IServiceCollection AddProgress(this IServiceCollection services) => services
        .AddSingleton<JobWatcher>().AddSingleton<Queue>().AddSingleton<JobFeed>().AddSingleton<JobOutlook>()
        .AddSingleton<FinishedJobs>().AddSingleton<FinishedPages>().AddSingleton<PageFeed>();
}
