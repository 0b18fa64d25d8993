using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Orchestrator.Reports;

/// <summary>Gives each report to the job that waits for it.</summary>
internal static class ChunkReportEndpoint
{
    private static readonly Consumer Consumer = ConsumerCatalogue.Shipped.Service(AppIds.Orchestrator);

    public static void MapChunkReports(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<OrchestratorOptions>>().Value;
        app.MapPost("/chunk-reports", HandleAsync).WithConsumer(Consumer, options.MaxInFlight, app.Configuration);
    }

    private static async Task<IResult> HandleAsync(
        HttpRequest request, MessageReader reader, ReportReceiver receiver, ILogger<ChunkReport> logger,
        CancellationToken cancellationToken)
    {
        CrashPoint.Reached("orchestrator.reported");
        if (await reader.ReadAsync<ChunkReport>(request, Consumer.Topic, IsWhole) is { } report)
        {
            using var scope = logger.BeginJob(report.Header.Job);
            await receiver.ReceiveAsync(report, cancellationToken);
        }

        return Results.Ok();
    }

    private static bool IsWhole(ChunkReport report) =>
        report is { Header.SchemaVersion: EventHeader.CurrentSchema, WorkId: not null, ReplyTo.Length: > 0 };
}
