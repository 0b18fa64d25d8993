using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Driving;

/// <summary>
/// A folder for the PATH with what a Dapr installation has: the real programs, or stand-ins. Of these <c>daprd</c> is the local
/// runtime; <c>placement</c> and <c>scheduler</c> only wait for their end, because that runtime needs neither. Stand-ins note
/// what they were started with.
/// </summary>
public sealed class DaprInstallation : IDisposable
{
    /// <summary>The variable that says where the orchestrator's daprd listens.</summary>
    public const string OrchestratorPort = "RUN_DAPR_ORCHESTRATOR_PORT";

    /// <summary>The variable that names the folder of a real installation.</summary>
    public const string RealFolder = "DAPR_BIN";

    private static readonly string[] Programs = ["daprd", "placement", "scheduler"];

    private const string Notes = "starts";

    private readonly TempFolder _folder = new();

    /// <summary>Stand-ins.</summary>
    /// <param name="daprd">Another script for <c>daprd</c>.</param>
    public DaprInstallation(string? daprd = null)
    {
        Path = System.IO.Path.Combine(_folder.Path, "bin");
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

    private DaprInstallation(DirectoryInfo real) => Path = real.FullName;

    public string Path { get; }

    /// <summary>Each start of a stand-in: its name and its arguments, in a line.</summary>
    public IReadOnlyList<string> Starts => File.ReadAllLines(_folder.File(Notes));

    /// <summary>Why there is no real one here; null where there is.</summary>
    public static string? NoReal { get; } = string.IsNullOrEmpty(Environment.GetEnvironmentVariable(RealFolder))
        ? $"{RealFolder} names no folder with {string.Join(", ", Programs)} of a real Dapr."
        : null;

    /// <summary>The real one, as it is.</summary>
    /// <exception cref="FileNotFoundException">The folder that is named lacks a program.</exception>
    public static DaprInstallation Real()
    {
        var folder = new DirectoryInfo(Environment.GetEnvironmentVariable(RealFolder)!);
        return Programs.FirstOrDefault(program => !File.Exists(System.IO.Path.Combine(folder.FullName, program))) is { } missing
            ? throw new FileNotFoundException($"{RealFolder} is {folder.FullName}, which has no program '{missing}'.")
            : new DaprInstallation(folder);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string program, string script)
    {
        var file = _folder.File($"bin/{program}");
        File.WriteAllText(file, $"#!/bin/bash\necho \"${{0##*/}} $*\" >>\"{_folder.File(Notes)}\"\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
