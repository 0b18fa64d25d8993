using DaprProcessing.Jobs;

namespace Microsoft.Extensions.DependencyInjection;

public static class JobsRegistration
{
    /// <summary>Adds the stores of job records, progress and uploads; needs a DaprClient and an object store.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) =>
        services.AddSingleton<JobStore>().AddSingleton<ProgressStore>().AddSingleton<JobCleaner>().AddSingleton<UploadStore>();
}
