using System.Runtime.InteropServices;

namespace DaprProcessing.Local.Host.Running;

/// <summary><c>run</c>: starts the platform and stays until Ctrl-C or SIGTERM.</summary>
internal static class RunCommand
{
    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string,
    string> { ["port"] = "8080", ["data"] = "var", ["topology"] = "one" };

    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var loggers = HostLogging.Create(LogLevel.Information);
        try
        {
            var platform = new PlatformOptions(Path.GetFullPath(options["data"]), Port(options["port"]));
            StartChecks.Run(platform.Port);
            using var folder = DataFolder.Take(platform.DataFolder);
            await using (IPlatform running = options["topology"] switch
            {
                "one" => await LocalPlatform.StartAsync(platform, loggers, stop.Token),
                "processes" => await ProcessPlatform.StartAsync(platform, loggers, stop.Token),
                var unknown => throw new InvalidOperationException($"unknown topology '{unknown}'; known: one, processes"),
            })
            {
                Console.WriteLine($"The platform is ready at {running.Gateway}  (Ctrl-C stops it)");
                await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                Console.WriteLine("Stopping ...");
            }

            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"dapr-processing: {error.Message}");
            return 1;
        }

        static int Port(string text) => ushort.TryParse(text, out var port) ? port
            : throw new InvalidOperationException($"--port takes a number from 0 to 65535, not '{text}'");

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
