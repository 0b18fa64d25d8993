using Dapr.Workflow;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Engines;
using DaprProcessing.Orchestrator.Activities;
using DaprProcessing.Orchestrator.BrokerClients;
using DaprProcessing.Orchestrator.DeadLetters;
using DaprProcessing.Orchestrator.Fairness;
using DaprProcessing.Orchestrator.Jobs;
using DaprProcessing.Orchestrator.Reports;
using DaprProcessing.Orchestrator.Upkeep;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Hosting.Canaries;

namespace DaprProcessing.Orchestrator;

internal static class OrchestratorService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(AppIds.Orchestrator, args, shared);
        builder.Services.AddOptions<OrchestratorOptions>().BindConfiguration(OrchestratorOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddDocumentEngines(builder.Configuration);
        builder.Services.AddSingleton<JobPlanner>().AddSingleton<PagesOfTheDay>().AddSingleton<JobStarter>()
            .AddSingleton<JobLauncher>().AddSingleton<ReportReceiver>().AddSingleton<JobFinisher>().AddSingleton<WorkDispatcher>()
            .AddSingleton<ReportKeys>().AddSingleton<CompletionPublisher>().AddSingleton<ChunkCarrier>()
            .AddSingleton<JobQueue>().AddHostedService(services => services.GetRequiredService<JobQueue>())
            .AddHostedService<StartListener>();
        builder.Services.AddHostedService<Reconciler>().AddHostedService<RetentionSweeper>().AddHostedService<UploadSweeper>()
            .AddHostedService<DeletedJobSweeper>().AddHostedService<DeadLetterSweeper>().AddSingleton<StrayKeys>();
        builder.Services.AddCanary(_ => ConsumerCatalogue.Shipped.Service(AppIds.Orchestrator));
        builder.Services.AddDaprWorkflow(workflows =>
        {
            workflows.RegisterWorkflow<ProcessDocumentWorkflow>(ProcessDocumentWorkflow.RegisteredName);
            workflows.RegisterWorkflow<ProcessChunkGroupWorkflow>(ProcessChunkGroupWorkflow.RegisteredName);
            workflows.RegisterActivity<PlanJobActivity>();
            workflows.RegisterActivity<CarryChunkActivity>();
            workflows.RegisterActivity<DispatchChunksActivity>();
            workflows.RegisterActivity<DispatchCutActivity>();
            workflows.RegisterActivity<BeginPhaseActivity>();
            workflows.RegisterActivity<DispatchGatherActivity>();
            workflows.RegisterActivity<FinishJobActivity>();
        });
        builder.Services.AddWorkflowChannel();

        var app = builder.Build();
        app.UseSidecarToken().UseOutageAnswers().UseCloudEvents(MessageReader.Envelopes);
        app.MapSubscribeHandler();
        app.MapChunkReports();
        app.MapJobCommands();
        app.MapDeadLetterCommands();
        app.MapCompletionCommands();
        app.MapHealth();
        app.MapCanary();
        return app;
    }
}
