using System.Runtime.InteropServices;
using DaprProcessing.Local.Runtime;
using DaprProcessing.Local.Runtime.Hosting;
using DaprProcessing.Local.Runtime.Resources;

NativeHeap.LimitArenas();
using var loggerFactory = LoggerFactory.Create(logging => logging
    .AddSimpleConsole(console => console.SingleLine = true)
    .AddRuntimeFilters());
var logger = loggerFactory.CreateLogger("DaprProcessing.Local.Runtime");
try
{
    var options = CommandLine.Parse(args, Environment.GetEnvironmentVariable) with { LoggerFactory = loggerFactory };
    var stop = new TaskCompletionSource();
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    await using var host = await LocalRuntimeHost.StartAsync(options);
    foreach (var app in options.Apps)
    {
        logger.LogInformation(
            "{AppId}: http {Http} grpc {Grpc}", app.AppId, host.HttpEndpoint(app.AppId), host.GrpcEndpoint(app.AppId));
    }

    await Task.WhenAny(stop.Task, host.ShutdownRequested);
    logger.LogInformation("draining");
    return 0;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
catch (Exception wrong) when (wrong is CommandLineException or ResourceException or ArgumentException or IOException)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return wrong is CommandLineException ? 2 : 1;
}
