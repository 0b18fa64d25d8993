using DaprProcessing.PdfDocling;
using DaprProcessing.Stages;

await StageHost.RunAsync<PdfDoclingStage>(args);
