using DaprProcessing.Gateway;
using DaprProcessing.Platform.Hosting;

ProcessFolder.UseForTemporaryFiles();
await GatewayService.Build(args).RunAsync();
