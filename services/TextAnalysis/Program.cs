using DaprProcessing.Stages;
using DaprProcessing.TextAnalysis;

await StageHost.RunAsync<TextAnalysisStage>(args);
