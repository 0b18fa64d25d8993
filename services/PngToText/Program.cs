using DaprProcessing.PngToText;
using DaprProcessing.Stages;

await StageHost.RunAsync<PngToTextStage>(args);
