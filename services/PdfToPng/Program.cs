using DaprProcessing.PdfToPng;
using DaprProcessing.Stages;

await StageHost.RunAsync<PdfToPngStage>(args);
