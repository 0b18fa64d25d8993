using DaprProcessing.Stages;
using DaprProcessing.Tts;

return await StageHost.RunAsync<TtsStage>(args);
