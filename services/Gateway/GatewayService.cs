using System.Net;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Options;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Reading;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Gateway.Stopping;
using DaprProcessing.Gateway.Submitting;
using DaprProcessing.Gateway.Uploading;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway;

internal static class GatewayService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(AppIds.Gateway, args, shared);
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations()
            .Validate(options => options.HasSafeImportPrefix, "Gateway:ImportPrefix must end with '/' and be no place of the platform's own")
            .Validate(options => options.HttpSourceNetworks.All(network => IPNetwork.TryParse(network, out _)), "Gateway:HttpSourceNetworks takes networks such as 10.1.0.0/16")
            .ValidateOnStart();
        builder.Services.AddSingleton(PipelineCatalogue.Shipped).AddSingleton(StageOptionSchemas.Shipped).AddSingleton<OptionsReader>();
        builder.Services.AddSingleton<UploadSpool>().AddSingleton<SubmissionReader>().AddSingleton<JobSubmitter>().AddSingleton<OrchestratorClient>();
        builder.Services.AddSingleton<SourceFetcher>().AddSingleton<StoredSource>().AddSingleton<HttpSource>();
        builder.Services.AddSingleton<JobWatcher>().AddSingleton<ArtifactReader>();
        builder.Services.AddProblems();
        builder.Services.AddOpenApi(openApi => openApi.AddDocumentTransformer<ApiInfo>());
        // The gateway checks sizes itself, so that it can answer with a problem document; see UploadSpool.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);

        var app = builder.Build();
        app.UseProblems();
        app.MapSubmitting().MapUploading().MapReading().MapStopping();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHealth();
        return app;
    }
}
