using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Stages.Work;

namespace DaprProcessing.ResultAssembler;

internal static class ResultAssemblerService
{
    public static WebApplication Build(string[] args, Action<IServiceCollection>? shared = null)
    {
        var builder = ServiceHost.CreateBuilder(AppIds.ResultAssembler, args, shared);
        builder.Services.AddWorker<AssemblyWork, AssemblyOutcome, AssemblyHandler>(AppIds.ResultAssembler);
        return builder.Build().MapWorker<AssemblyWork, AssemblyOutcome>(
            ConsumerCatalogue.Shipped.Service(AppIds.ResultAssembler));
    }
}
