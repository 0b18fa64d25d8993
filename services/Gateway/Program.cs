using DaprProcessing.Gateway;

await GatewayService.Build(args).RunAsync();
