using DaprProcessing.AudioTranscription;
using DaprProcessing.Stages;

return await StageHost.RunAsync<AudioTranscriptionStage>(args);
