using DaprProcessing.ResultAssembler;
using DaprProcessing.Stages;

return await StageHost.RunAsync<ResultAssemblerStage>(args);
