using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DaprProcessing.Local.Runtime;
using DaprProcessing.TestKit;

namespace DaprProcessing.Conformance;

/// <summary>
/// Runs the JavaScript suite once against a local runtime of its own; the tests then look at the checks one by one.
/// </summary>
public sealed class JavaScriptSuite : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, CheckResult> _results = new();
    private readonly ConcurrentQueue<string> _log = new();

    public IReadOnlyDictionary<string, CheckResult> Results => _results;

    /// <summary>What the suite wrote besides its results, for a check that never reported.</summary>
    public string Log => string.Join('\n', _log.TakeLast(60));

    public async Task InitializeAsync()
    {
        var suiteFolder = Path.GetDirectoryName(SourcePath())!;
        if (!Directory.Exists(Path.Combine(suiteFolder, "node_modules", "@dapr", "dapr")))
        {
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], suiteFolder, []);
        }

        WriteComponents();
        var appPort = FreePort.Next();
        await using var runtime = await LocalRuntimeHost.StartAsync(new LocalRuntimeOptions
        {
            Apps = [new AppOptions { AppId = "js", AppPort = appPort }],
            ResourcesPaths = [_folder.File("components")],
            StateDirectory = _folder.File("state"),
        });
        await RunAsync("node", [Path.Combine("suite", "main.js")], suiteFolder, new Dictionary<string, string>
        {
            ["APP_PORT"] = appPort.ToString(),
            ["DAPR_HTTP_PORT"] = runtime.HttpEndpoint("js").Port.ToString(),
            ["DAPR_GRPC_PORT"] = runtime.GrpcEndpoint("js").Port.ToString(),
        });
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private async Task RunAsync(string program, string[] arguments, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => Take(e.Data);
        process.ErrorDataReceived += (_, e) => Take(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            _log.Enqueue($"{program} was not over after {Limit}");
        }
    }

    private void Take(string? line)
    {
        const string prefix = "CHECK ";
        if (line is null)
        {
            return;
        }

        if (line.StartsWith(prefix, StringComparison.Ordinal))
        {
            var result = JsonSerializer.Deserialize<CheckResult>(line[prefix.Length..], Json)!;
            _results[result.Name] = result;
        }
        else
        {
            _log.Enqueue(line);
        }
    }

    private void WriteComponents()
    {
        Write("statestore", "state.sqlite", ("connectionString", _folder.File("state.db")));
        Write("pubsub", "pubsub.in-memory");
        Write("files", "bindings.localstorage", ("rootPath", _folder.File("files")));
    }

    private void Write(string name, string type, params (string Name, string Value)[] metadata)
    {
        var values = string.Concat(metadata.Select(m => $"\n    - name: {m.Name}\n      value: \"{m.Value}\""));
        File.WriteAllText(_folder.File($"components/{name}.yaml"), $"""
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: {name}
            spec:
              type: {type}
              version: v1
              metadata:{(values.Length > 0 ? values : " []")}
            """);
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;
}

/// <param name="Error">The failed assertion, with its place in the suite.</param>
public sealed record CheckResult(string Name, bool Ok, string? Error);
