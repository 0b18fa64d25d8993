using DaprProcessing.PcmToWav;
using DaprProcessing.Stages;

await StageHost.RunAsync<PcmToWavStage>(args);
