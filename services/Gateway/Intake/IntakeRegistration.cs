using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Gateway.Intake;

internal static class IntakeRegistration
{
    /// <summary>Adds what makes a job of a request.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton(PipelineCatalogue.Shipped).AddSingleton(StageOptionSchemas.Shipped)
        .AddSingleton<OptionsReader>().AddSingleton<UploadSpool>().AddSingleton<FormReader>().AddSingleton<SubmissionReader>()
        .AddSingleton<IdempotencyStore>().AddSingleton<JobSubmitter>()
        .AddSingleton<StoreGate>().AddHostedService(provider => provider.GetRequiredService<StoreGate>());
}
