using DaprProcessing.PdfDocling;
using DaprProcessing.Stages;

return await StageHost.RunAsync<PdfDoclingStage>(args);
