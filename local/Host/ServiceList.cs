using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.Orchestrator;
using DaprProcessing.PdfDocling;
using DaprProcessing.PdfToPng;
using DaprProcessing.PngToText;
using DaprProcessing.ResultAssembler;

namespace DaprProcessing.Local.Host;

/// <summary>A service of the platform: its app id and how it is built.</summary>
internal sealed record Service(string AppId, Func<string[], Action<IServiceCollection>?, WebApplication> Build);

/// <summary>Every service; a new one is a line here.</summary>
internal static class ServiceList
{
    public static IReadOnlyList<Service> All { get; } =
    [
        new(StageNames.Orchestrator, OrchestratorService.Build),
        new(StageNames.PdfToPng, PdfToPngService.Build),
        new(StageNames.PngToText, PngToTextService.Build),
        new(StageNames.PdfDocling, PdfDoclingService.Build),
        new(StageNames.ResultAssembler, ResultAssemblerService.Build),
        // Last: who can reach the gateway finds the rest at work.
        new(StageNames.Gateway, GatewayService.Build),
    ];
}
