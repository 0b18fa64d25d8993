using DaprProcessing.AudioTranscription;
using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.ImageProcessing;
using DaprProcessing.Orchestrator;
using DaprProcessing.PcmToWav;
using DaprProcessing.PdfDocling;
using DaprProcessing.PdfToPng;
using DaprProcessing.PngToText;
using DaprProcessing.ResultAssembler;
using DaprProcessing.Stages;
using DaprProcessing.TextAnalysis;
using DaprProcessing.Tts;
using DaprProcessing.WavAggregator;

namespace DaprProcessing.Local.Host;

/// <summary>Every service; a new one is a line here.</summary>
internal static class ServiceList
{
    public static IReadOnlyList<Service> All { get; } =
    [
        new(AppIds.Orchestrator, OrchestratorService.Build),
        Service.Of<PdfToPngStage>(),
        Service.Of<PngToTextStage>(),
        Service.Of<PdfDoclingStage>(),
        Service.Of<TtsStage>(),
        Service.Of<PcmToWavStage>(),
        Service.Of<WavAggregatorStage>(),
        Service.Of<AudioTranscriptionStage>(),
        Service.Of<ImageProcessingStage>(),
        Service.Of<TextAnalysisStage>(),
        Service.Of<ResultAssemblerStage>(),
        // Last: who can reach the gateway finds the rest at work.
        new(AppIds.Gateway, GatewayService.Build),
    ];
}

/// <summary>A service of the platform: its app id and how it is built.</summary>
/// <param name="Options">The record of what callers may choose for a stage; null for none.</param>
internal sealed record Service(
    string AppId, Func<string[], Action<IServiceCollection>?, WebApplication> Build, Type? Options = null)
{
    public static Service Of<TStage>()
        where TStage : class, IStageDefinition => new(TStage.Name, StageHost.Build<TStage>, TStage.Options);
}
