using DaprProcessing.PdfToPng;

await PdfToPngService.Build(args).RunAsync();
