using Dapr;
using Dapr.Workflow;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Reports;

/// <summary>Raises each chunk report as an event into the workflow that waits for it. A second report of a chunk wakes nobody.</summary>
internal static class ChunkReportEndpoint
{
    public static void MapChunkReports(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<OrchestratorOptions>>().Value;
        app.MapPost("/chunk-reports", RaiseAsync).WithTopic(new TopicOptions
        {
            PubsubName = DaprNames.PubSub,
            Name = ConsumerCatalogue.OfOrchestrator.Topic,
            Metadata = ConsumerCatalogue.OfOrchestrator.SubscriptionMetadata(options.MaxInFlight),
        });
    }

    private static async Task<IResult> RaiseAsync(HttpRequest request, MessageReader reader, DaprWorkflowClient workflows, CancellationToken cancellationToken)
    {
        CrashPoint.Reached("orchestrator.reported");
        var report = await reader.ReadAsync<ChunkReport>(request, ConsumerCatalogue.OfOrchestrator.Topic, IsWhole);
        if (report is null)
        {
            return Results.Ok();
        }

        var state = await workflows.GetWorkflowStateAsync(report.ReplyTo, getInputsAndOutputs: false, cancellationToken);
        if (state is { Exists: true, IsWorkflowRunning: true })
        {
            await workflows.RaiseEventAsync(report.ReplyTo, ReportEvents.NameOf(report.ChunkId), report, cancellationToken);
        }

        return Results.Ok();
    }

    private static bool IsWhole(ChunkReport report) =>
        report is { Header.SchemaVersion: EventHeader.CurrentSchema, ChunkId: not null, ReplyTo.Length: > 0 };
}
