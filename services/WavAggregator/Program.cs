using DaprProcessing.Stages;
using DaprProcessing.WavAggregator;

await StageHost.RunAsync<WavAggregatorStage>(args);
