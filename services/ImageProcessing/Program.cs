using DaprProcessing.ImageProcessing;
using DaprProcessing.Stages;

await StageHost.RunAsync<ImageProcessingStage>(args);
