using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Reading;
using DaprProcessing.Gateway.Stopping;
using DaprProcessing.Gateway.Submitting;
using DaprProcessing.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway;

public static class GatewayService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(StageNames.Gateway, args, shared);
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(PipelineCatalogue.Shipped);
        builder.Services.AddSingleton<UploadSpool>().AddSingleton<SubmissionReader>().AddSingleton<JobSubmitter>().AddSingleton<OrchestratorClient>();
        builder.Services.AddSingleton<JobWatcher>().AddSingleton<ArtifactReader>();
        builder.Services.AddProblems();
        builder.Services.AddOpenApi();
        // The gateway checks sizes itself, so that it can answer with a problem document; see UploadSpool.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);

        var app = builder.Build();
        app.UseProblems();
        app.MapSubmitting().MapReading().MapStopping();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        return app;
    }
}
