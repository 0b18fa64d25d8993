using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>
/// A folder for the PATH with what a Dapr installation has: <c>daprd</c> is the local runtime; <c>placement</c> and
/// <c>scheduler</c> only wait for their end, because that runtime needs neither.
/// </summary>
public sealed class DaprInstallation : IDisposable
{
    /// <summary>The variable that says where the orchestrator's daprd listens.</summary>
    public const string OrchestratorPort = "RUN_DAPR_ORCHESTRATOR_PORT";

    private readonly TempFolder _folder = new();

    /// <param name="daprd">Another script for <c>daprd</c>.</param>
    public DaprInstallation(string? daprd = null)
    {
        // Where daprd is real, names are found by multicast, and workflows are in its state store and not in a folder of their
        // own.
        Write("daprd", daprd ?? $"""
            [ "$1" = --app-id ] || exit 2
            exec "{AppContext.BaseDirectory}LocalRuntime" --peer "orchestrator=http://127.0.0.1:${OrchestratorPort}" \
              --state-directory "{_folder.Path}/state/$2-$4" "$@"
            """);
        Write("placement", "exec sleep infinity");
        Write("scheduler", "exec sleep infinity");
    }

    public string Path => System.IO.Path.Combine(_folder.Path, "bin");

    public void Dispose() => _folder.Dispose();

    private void Write(string program, string script)
    {
        var file = _folder.File($"bin/{program}");
        File.WriteAllText(file, $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
