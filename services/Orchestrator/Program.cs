using DaprProcessing.Orchestrator;

await OrchestratorService.Build(args).RunAsync();
