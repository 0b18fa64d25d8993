using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Gateway;
using DaprProcessing.Platform.Hosting;

return await ServiceProgram.RunAsync(AppIds.Gateway, () => GatewayService.Build(args));
