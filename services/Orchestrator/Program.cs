using DaprProcessing.Orchestrator;
using DaprProcessing.Platform.Hosting;

ProcessFolder.UseForTemporaryFiles();
await OrchestratorService.Build(args).RunAsync();
