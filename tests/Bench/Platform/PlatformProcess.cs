using System.Diagnostics;
using DaprProcessing.TestKit;

namespace DaprProcessing.Bench.Platform;

/// <summary>The whole platform as <c>make run</c> starts it, on a free port and an empty data folder.</summary>
internal sealed class PlatformProcess : IAsyncDisposable
{
    private readonly TempFolder _data;
    private readonly ServerProcess _server;

    private PlatformProcess(TempFolder data, ServerProcess server, Uri address) => (_data, _server, Address) = (data, server, address);

    public Uri Address { get; }

    public TimeSpan StartTime => _server.StartTime;

    public ProcessTree Processes => _server.Processes;

    public static async Task<PlatformProcess> StartAsync(CancellationToken cancellationToken)
    {
        var data = new TempFolder();
        try
        {
            var address = new Uri($"http://localhost:{FreePort.Next()}");
            var program = Path.Combine(SamplePaths.RepositoryRoot, "artifacts", "bin", "Host", "release", "dapr-processing");
            var start = new ProcessStartInfo(program, ["run", "--port", $"{address.Port}", "--data", data.File("data")]);
            return new PlatformProcess(data, await ServerProcess.StartAsync(start, new Uri(address, "/healthz/ready"), cancellationToken), address);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Dispose();
    }
}
