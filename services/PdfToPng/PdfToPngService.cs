using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Engines;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;

namespace DaprProcessing.PdfToPng;

public static class PdfToPngService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(StageNames.PdfToPng, args, shared);
        builder.Services.AddDocumentEngines(builder.Configuration);
        builder.Services.AddStage<PdfToPngStage>();
        return builder.Build().MapStage();
    }
}
