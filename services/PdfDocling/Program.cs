using DaprProcessing.PdfDocling;

await PdfDoclingService.Build(args).RunAsync();
