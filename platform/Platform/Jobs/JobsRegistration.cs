using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Jobs.Uploads;
using DaprProcessing.Platform.State;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

public static class JobsRegistration
{
    /// <summary>
    /// Adds the stores of job records, progress, uploads, documents and dead letters; needs a DaprClient and an object store.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton<JobEnds>();
        services.TryAddSingleton<JobStarts>();
        services.AddOptions<SourceCacheOptions>().BindConfiguration(SourceCacheOptions.Section).ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddSingleton(typeof(StateDocument<>)).AddSingleton<JobStore>().AddSingleton<ProgressStore>()
            .AddSingleton<UsageStore>().AddSingleton<JobPlaces>()
            .AddSingleton<JobCleaner>()
            .AddSingleton<UploadStore>().AddSingleton<PartialUploads>().AddSingleton<DirectUploads>().AddSingleton<WebhookStore>()
            .AddSingleton<DeadLetterStore>().AddSingleton<BrokerMessageStore>().AddSingleton<SourceCache>()
            .AddHostedService<SourceSweeper>();
    }
}
