using DaprProcessing.JetstreamComponent.Hosting;

await ComponentHost.Build(args).RunAsync();
