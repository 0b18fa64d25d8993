using System.Diagnostics;
using DaprProcessing.Client;
using DaprProcessing.Local.Host.Running;

namespace DaprProcessing.Local.Host.Demo;

/// <summary><c>demo</c>: a platform for one document, on free ports and a temporary folder.</summary>
internal static class DemoCommand
{
    public static IReadOnlyDictionary<string, string> Options { get; } =
        new Dictionary<string, string> { ["file"] = "", ["pipeline"] = "document", ["out"] = "out", ["options"] = "{}" };

    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        if (!File.Exists(options["file"]))
        {
            await Console.Error.WriteLineAsync($"dapr-processing: there is no file '{options["file"]}'");
            return 1;
        }

        using var stop = new StopSignals();
        using var loggers = HostLogging.Create(LogLevel.Warning);
        DirectoryInfo? data = null;
        try
        {
            data = TemporaryFolder();
            // The services' own logs would tear the progress line apart; what goes wrong shows all the same.
            Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Warning");
            var startedAt = Stopwatch.GetTimestamp();
            await using var platform = await LocalPlatform.StartAsync(
                new PlatformOptions(data.FullName, ListenAddress.OnLoopback(port: 0)), loggers, stop.Token);
            Console.WriteLine(
                $"The platform is ready at {platform.Gateway} after {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F1} s");
            using var service = new DocumentService(new DocumentServiceOptions { Endpoint = platform.Gateway });
            return await new DemoRun(service, options).RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return StopSignals.ExitStatus;
        }
        catch (Exception error)
        {
            return await Failure.SayAsync(error, loggers);
        }
        finally
        {
            data?.Delete(recursive: true);
        }
    }

    private static DirectoryInfo TemporaryFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("dapr-processing-demo-");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"there can be no folder in '{Path.GetTempPath()}', which is for temporary files: {error.Message}", error);
        }
    }
}
