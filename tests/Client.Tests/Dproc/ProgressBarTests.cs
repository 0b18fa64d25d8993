using System.Diagnostics;
using DaprProcessing.Client.Tests.Support;

namespace DaprProcessing.Client.Tests.Dproc;

/// <summary>What people see on a terminal, which util-linux's <c>script</c> is.</summary>
public sealed class ProgressBarTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("succeeded", 0)]
    [InlineData("failed", 1)]
    public async Task Watch_OnATerminal_DrawsABarAndPrintsTheJobAtItsEnd(string end, int exitCode)
    {
        await using var platform = await ScriptedPlatform.StartAsync();
        for (var look = 0; look < 10; look++)
        {
            platform.Then(200, Wire.Job("running", more: ""","etaSeconds":75"""));
        }

        platform.Then(200, Wire.Job(end));

        var (code, shown) = await OnATerminalAsync($"{DprocProgram.Path} watch j1 --endpoint {platform.Address}");

        Assert.Equal((exitCode, true), (code, shown.Contains('━')));
        Assert.Contains("(about 00:01:15 left)", shown);
        Assert.Contains($"j1  {end}", shown);
    }

    private static async Task<(int ExitCode, string Shown)> OnATerminalAsync(string command)
    {
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols 120; {command}", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["TERM"] = "xterm-256color" },
        };
        // Where a build server is, nothing is drawn.
        foreach (var name in start.Environment.Keys.Where(name => name is "CI" or "GITHUB_ACTIONS" or "TF_BUILD").ToList())
        {
            start.Environment.Remove(name);
        }

        using var terminal = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Deadline);
        try
        {
            var shown = await terminal.StandardOutput.ReadToEndAsync(limit.Token);
            await terminal.WaitForExitAsync(limit.Token);
            return (terminal.ExitCode, shown);
        }
        finally
        {
            terminal.Kill(entireProcessTree: true);
        }
    }
}
