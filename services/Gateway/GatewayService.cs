using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway.Api;
using DaprProcessing.Gateway.Api.Description;
using DaprProcessing.Gateway.Api.Jobs;
using DaprProcessing.Gateway.Api.Uploads;
using DaprProcessing.Gateway.BrokerClients;
using DaprProcessing.Gateway.Compatibility;
using DaprProcessing.Gateway.Health;
using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Mcp;
using DaprProcessing.Gateway.Middleware;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Progress;
using DaprProcessing.Gateway.Sources;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Gateway.Web;
using DaprProcessing.Gateway.Webhooks;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Gateway;

internal static class GatewayService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(AppIds.Gateway, args, shared);
        builder.Services.AddGatewayOptions().AddProblems().AddBodyEncodings().AddCrossOrigin();
        builder.Services.AddTenants().AddLimits();
        builder.Services.AddIntake().AddUploads().AddSources().AddWorkflows();
        builder.Services.AddDoclingServe().AddDocumentTools();
        builder.Services.AddHealthReport();
        builder.Services.AddProgress().AddWebhooks().AddBrokerClients().AddSingleton<ArtifactReader>();
        builder.Services.AddOpenApi(openApi => openApi.AddDocumentTransformer<ApiInfo>());
        builder.Services.AddBodyLimits();

        var app = builder.Build();
        app.UseProblems();
        app.UseDetailAnswers();
        app.UseCallerCheck();
        app.UseHeadRequests();
        app.UseBodySizes();
        app.UseBodyEncodings();
        app.UseWebSockets();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseCallScope();
        app.UseLimits();
        app.MapV1();
        app.MapDoclingServe();
        app.MapMcp("/mcp");
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapWebPage();
        app.MapHealth();
        return app;
    }
}
