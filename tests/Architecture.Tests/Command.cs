using System.Diagnostics;

namespace DaprProcessing.Architecture.Tests;

internal static class Command
{
    /// <summary>Runs a program to its end and returns what it printed; fails the test where its exit code is not 0.</summary>
    public static string Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var said = $"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}\n{output}{errors.Result}";
        Assert.True(process.ExitCode == 0, said);
        return output;
    }
}
