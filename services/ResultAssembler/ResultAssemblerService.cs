using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages;

namespace DaprProcessing.ResultAssembler;

public static class ResultAssemblerService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(StageNames.ResultAssembler, args, shared);
        builder.Services.AddStage<ResultAssemblerStage>();
        return builder.Build().MapStage();
    }
}
