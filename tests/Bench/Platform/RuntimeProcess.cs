using System.Diagnostics;
using DaprProcessing.TestKit;

namespace DaprProcessing.Bench.Platform;

/// <summary>The local runtime by itself, beside one app, started with the flags of daprd.</summary>
internal sealed class RuntimeProcess : IAsyncDisposable
{
    private readonly TempFolder _data;
    private readonly ServerProcess _server;

    private RuntimeProcess(TempFolder data, ServerProcess server, int httpPort, int grpcPort)
    {
        (_data, _server) = (data, server);
        Configuration = new Dictionary<string, string?>
        {
            ["DAPR_HTTP_ENDPOINT"] = $"http://127.0.0.1:{httpPort}",
            ["DAPR_GRPC_ENDPOINT"] = $"http://127.0.0.1:{grpcPort}",
        };
    }

    /// <summary>Where an app finds this runtime.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; }

    public ProcessTree Processes => _server.Processes;

    /// <param name="components">YAML of the components, by file name.</param>
    public static async Task<RuntimeProcess> StartAsync(int? appPort, IReadOnlyDictionary<string, string> components, CancellationToken cancellationToken)
    {
        var data = new TempFolder();
        try
        {
            foreach (var (name, yaml) in components)
            {
                await File.WriteAllTextAsync(data.File($"components/{name}"), yaml, cancellationToken);
            }

            var (httpPort, grpcPort) = (FreePort.Next(), FreePort.Next());
            List<string> arguments =
            [
                "--app-id", "bench", "--dapr-http-port", $"{httpPort}", "--dapr-grpc-port", $"{grpcPort}",
                "--resources-path", Directory.CreateDirectory(data.File("components")).FullName, "--state-directory", data.File("state"),
            ];
            arguments.AddRange(appPort is { } port ? ["--app-port", $"{port}"] : []);
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "LocalRuntime"), arguments);
            var ready = new Uri($"http://127.0.0.1:{httpPort}/v1.0/healthz/outbound");
            return new RuntimeProcess(data, await ServerProcess.StartAsync(start, ready, cancellationToken), httpPort, grpcPort);
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
