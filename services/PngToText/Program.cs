using DaprProcessing.PngToText;

await PngToTextService.Build(args).RunAsync();
