using DaprProcessing.AudioTranscription;
using DaprProcessing.Stages;

await StageHost.RunAsync<AudioTranscriptionStage>(args);
