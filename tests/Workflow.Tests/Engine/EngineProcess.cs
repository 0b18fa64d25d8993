using System.Diagnostics;
using DaprProcessing.Local.Runtime.Workflows;
using DaprProcessing.TestKit;

namespace DaprProcessing.Workflow.Tests.Engine;

/// <summary>
/// An engine in a process of its own, so that it can be killed. This test assembly is the program: <c>engine &lt;database&gt;
/// &lt;port&gt;</c>.
/// </summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process _process;

    private EngineProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <param name="crashAt">A crash point as in the environment variable CRASH_AT, or null to live on.</param>
    public static EngineProcess Start(string databasePath, int port, string? crashAt)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true };
        foreach (var argument in (string[])[typeof(EngineProcess).Assembly.Location, "engine", databasePath, port.ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CRASH_AT"] = crashAt ?? "";
        return new EngineProcess(Process.Start(start)!);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>The body of that process: serves until its standard input ends, which the death of the test sees to.</summary>
    public static async Task RunAsync(string databasePath, int port)
    {
        await using var server =
            await WorkflowEngineServer.StartAsync(new WorkflowEngineOptions { DatabasePath = databasePath }, port);
        await Console.In.ReadToEndAsync();
    }
}
