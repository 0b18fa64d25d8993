using DaprProcessing.PcmToWav;
using DaprProcessing.Stages;

return await StageHost.RunAsync<PcmToWavStage>(args);
