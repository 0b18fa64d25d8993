using System.Diagnostics;
using DaprProcessing.Local.Runtime;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.Support;

/// <summary>A local runtime as a program, for the app id <c>app</c>.</summary>
public sealed class RuntimeProcess : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private RuntimeProcess(string resources)
    {
        File.WriteAllText(_folder.File("resources/all.yaml"), resources);
        var port = FreePort.Next();
        _process = Process.Start("dotnet",
        [
            typeof(LocalRuntimeHost).Assembly.Location, "--app-id", "app", "--dapr-http-port", $"{port}", "--dapr-grpc-port", "0",
            "--resources-path", Path.Combine(_folder.Path, "resources"), "--state-directory", _folder.Path,
        ]);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    public static async Task<RuntimeProcess> StartAsync(string resources)
    {
        var runtime = new RuntimeProcess(resources);
        await Eventually.Async(runtime.IsUpAsync, TimeSpan.FromSeconds(60), "the runtime is up");
        return runtime;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Http.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            using var response = await Http.GetAsync("/v1.0/healthz");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
