using DaprProcessing.Stages;
using DaprProcessing.Tts;

await StageHost.RunAsync<TtsStage>(args);
