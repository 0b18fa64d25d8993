using DaprProcessing.ResultAssembler;
using DaprProcessing.Stages;

await StageHost.RunAsync<ResultAssemblerStage>(args);
