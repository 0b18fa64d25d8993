using DaprProcessing.PngToText;
using DaprProcessing.Stages;

return await StageHost.RunAsync<PngToTextStage>(args);
