using DaprProcessing.Local.Host;
using DaprProcessing.Local.Host.Catalogue;
using DaprProcessing.Local.Host.Demo;
using DaprProcessing.Local.Host.Joining;
using DaprProcessing.Local.Host.Running;
using DaprProcessing.Local.Host.Streams;
using DaprProcessing.Local.Runtime.Hosting;
using DaprProcessing.Platform.Hosting;

if (args is ["demo" or "run" or "join", ..] && OpenFilesLimit.Problem() is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

NativeHeap.LimitArenas();
PrivateFiles.Apply();
return args switch
{
    ["demo", .. var rest] when CommandLine.TryParse(rest, DemoCommand.Options, out var options) =>
        await DemoCommand.RunAsync(options),
    ["run", .. var rest] when CommandLine.TryParse(rest, RunCommand.Options, out var options) =>
        await RunCommand.RunAsync(options),
    ["join", .. var rest] when CommandLine.TryParse(rest, JoinCommand.Options, out var options) =>
        await JoinCommand.RunAsync(options),
    ["catalogue", .. var rest] when CommandLine.TryParse(rest, CatalogueCommand.Options, out var options) =>
        await CatalogueCommand.RunAsync(options),
    ["streams", .. var rest] when CommandLine.TryParse(rest, StreamsCommand.Options, out var options) =>
        await StreamsCommand.RunAsync(options),
    _ => CommandLine.Usage(),
};
