using DaprProcessing.ResultAssembler;

await ResultAssemblerService.Build(args).RunAsync();
