using DaprProcessing.Stages;
using DaprProcessing.WavAggregator;

return await StageHost.RunAsync<WavAggregatorStage>(args);
