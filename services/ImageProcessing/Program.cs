using DaprProcessing.ImageProcessing;
using DaprProcessing.Stages;

return await StageHost.RunAsync<ImageProcessingStage>(args);
