using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;

namespace DaprProcessing.PngToText;

public static class PngToTextService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(StageNames.PngToText, args, shared);
        builder.Services.AddDocumentEngines(builder.Configuration);
        builder.Services.AddSingleton<PageReader>();
        builder.Services.AddStage<PngToTextStage>();
        return builder.Build().MapStage();
    }
}
