using System.Diagnostics;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.TestKit.Platforms;

/// <summary>The local runtime as a program beside one app, started with the flags of daprd.</summary>
public sealed class RuntimeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly LoggedProcess _process;

    private RuntimeProcess(string resources, int? appPort, string programFolder)
    {
        File.WriteAllText(_folder.File("resources/all.yaml"), resources);
        var (http, grpc) = (FreePort.Next(), FreePort.Next());
        (HttpEndpoint, GrpcEndpoint) = (new Uri($"http://127.0.0.1:{http}"), new Uri($"http://127.0.0.1:{grpc}"));
        string[] app = appPort is null ? [] : ["--app-port", $"{appPort}"];
        _process = new LoggedProcess(new ProcessStartInfo(Path.Combine(programFolder, "LocalRuntime"),
        [
            "--app-id", "app", "--dapr-http-port", $"{http}", "--dapr-grpc-port", $"{grpc}",
            "--resources-path", Path.Combine(_folder.Path, "resources"), "--state-directory", Path.Combine(_folder.Path, "state"),
            .. app,
        ])
        {
            // Not that of everybody on the machine, where any program may have left a socket.
            Environment = { ["DAPR_COMPONENTS_SOCKETS_FOLDER"] = Path.Combine(_folder.Path, "sockets") },
        });
        Http = new HttpClient { BaseAddress = HttpEndpoint };
    }

    public Uri HttpEndpoint { get; }

    public Uri GrpcEndpoint { get; }

    public HttpClient Http { get; }

    public int ProcessId => _process.Id;

    /// <param name="resources">Component files, as one YAML text.</param>
    /// <param name="appPort">Where its app listens; null for an app that only calls.</param>
    /// <param name="programFolder">Where it was built or published; null for the one beside the tests.</param>
    public static async Task<RuntimeProcess> StartAsync(string resources = "", int? appPort = null, string? programFolder = null)
    {
        var runtime = new RuntimeProcess(resources, appPort, programFolder ?? AppContext.BaseDirectory);
        try
        {
            await Eventually.Async(runtime.IsUpAsync, StartLimit, "the runtime is up");
            return runtime;
        }
        catch
        {
            await runtime.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Http.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"the runtime ended before it was ready; it printed:\n{_process.Log}");
        }

        try
        {
            using var response = await Http.GetAsync("/v1.0/healthz/outbound");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
