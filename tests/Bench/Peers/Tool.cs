using System.Diagnostics;

namespace DaprProcessing.Bench.Peers;

/// <summary>The usual command-line tools, run as their users run them.</summary>
internal static class Tool
{
    /// <returns>What it wrote to its output.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OMP_THREAD_LIMIT"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
        }

        return output;
    }

    /// <summary>One process per processor, each with its share of the pages: the fair opponent of a pool.</summary>
    public static Task RunSplitAsync(int pages, Func<int, int, string[]> commandLine)
    {
        var workers = Environment.ProcessorCount;
        return Task.WhenAll(Enumerable.Range(0, workers).Select(worker =>
        {
            var command = commandLine(worker * pages / workers + 1, (worker + 1) * pages / workers);
            return RunAsync(command[0], command[1..]);
        }));
    }
}
