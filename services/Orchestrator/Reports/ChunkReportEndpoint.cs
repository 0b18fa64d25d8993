using Dapr.Workflow;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Orchestrator.Health;
using DaprProcessing.Orchestrator.Workflows;
using DaprProcessing.Platform.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Reports;

/// <summary>
/// Raises each chunk report as an event into the workflow that waits for it. A second report of a chunk wakes nobody. A canary
/// (<see cref="Canary"/>) comes the same way.
/// </summary>
internal static class ChunkReportEndpoint
{
    private static readonly Consumer Consumer = ConsumerCatalogue.Shipped.Service(AppIds.Orchestrator);

    public static void MapChunkReports(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<OrchestratorOptions>>().Value;
        app.MapPost("/chunk-reports", HandleAsync).WithConsumer(Consumer, options.MaxInFlight, app.Configuration);
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest request, MessageReader reader, DaprWorkflowClient workflows, Canary canary,
        ILogger<ChunkReport> logger, CancellationToken cancellationToken)
    {
        if (MessageReader.TopicOf(request) == Topics.Canary)
        {
            if (await reader.ReadAsync<CanaryMessage>(request, Topics.Canary, message => message.Id is { Length: > 0 })
                is { } seen)
            {
                await canary.ArrivedAsync(seen, cancellationToken);
            }

            return Results.Ok();
        }

        CrashPoint.Reached("orchestrator.reported");
        if (await reader.ReadAsync<ChunkReport>(request, Consumer.Topic, IsWhole) is { } report)
        {
            using var scope = logger.BeginJob(report.Header.Job);
            await RaiseAsync(report, workflows, cancellationToken);
        }

        return Results.Ok();
    }

    private static async Task RaiseAsync(ChunkReport report, DaprWorkflowClient workflows, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.RaiseEventAsync(report.ReplyTo, ReportEvents.NameOf(report.WorkId), report, cancellationToken);
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            // What a runtime says to an event for an instance that is gone differs; a look tells it from a runtime that is away.
            var state = await workflows.GetWorkflowStateAsync(report.ReplyTo, getInputsAndOutputs: false, cancellationToken);
            if (state is { IsWorkflowRunning: true })
            {
                throw;
            }
        }
    }

    private static bool IsWhole(ChunkReport report) =>
        report is { Header.SchemaVersion: EventHeader.CurrentSchema, WorkId: not null, ReplyTo.Length: > 0 };
}
