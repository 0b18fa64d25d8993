using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Intake;

internal static class IntakeRegistration
{
    /// <summary>Adds what makes a job of a request.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton(provider => Pipelines(provider.GetRequiredService<IOptions<GatewayOptions>>().Value))
        .AddSingleton(StageOptionSchemas.Shipped)
        .AddSingleton<OptionsReader>().AddSingleton<UploadSpool>().AddSingleton<FormReader>().AddSingleton<SubmissionReader>()
        .AddSingleton<IdempotencyStore>().AddSingleton<JobSubmitter>()
        .AddSingleton<ISubmissionCheck, OfficePagesCheck>().AddSingleton<ISubmissionCheck, LanguagesCheck>()
        .AddSingleton<ISubmissionCheck, SpeechCheck>()
        .AddSingleton<StoreGate>().AddHostedService(provider => provider.GetRequiredService<StoreGate>());

    private static PipelineCatalogue Pipelines(GatewayOptions options) =>
        options.PipelineFolder.Length == 0 ? PipelineCatalogue.Shipped : PipelineCatalogue.Shipped.With(options.PipelineFolder);
}
