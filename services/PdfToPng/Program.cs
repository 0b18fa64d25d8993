using DaprProcessing.PdfToPng;
using DaprProcessing.Stages;

return await StageHost.RunAsync<PdfToPngStage>(args);
