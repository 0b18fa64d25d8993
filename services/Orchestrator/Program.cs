using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Orchestrator;
using DaprProcessing.Platform.Hosting;

return await ServiceProgram.RunAsync(AppIds.Orchestrator, () => OrchestratorService.Build(args));
