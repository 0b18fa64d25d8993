using System.Diagnostics;

namespace DaprProcessing.Charts.Tests.Tools;

internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public static async Task<ToolResult> OfAsync(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>The output; a failed run fails the test with what the program said.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, Errors);
        return Output;
    }
}
