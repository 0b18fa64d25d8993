using DaprProcessing.Stages;
using DaprProcessing.TextAnalysis;

return await StageHost.RunAsync<TextAnalysisStage>(args);
