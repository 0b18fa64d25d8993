using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;

namespace DaprProcessing.PdfDocling;

public static class PdfDoclingService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(StageNames.PdfDocling, args, shared);
        builder.Services.AddStage<PdfDoclingStage>();
        return builder.Build().MapStage();
    }
}
