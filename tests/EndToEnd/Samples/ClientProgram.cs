using System.Diagnostics;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Samples;

/// <summary>A program of samples/clients, run as its first lines say.</summary>
internal static class ClientProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <param name="command">As <c>python3 python/process.py</c>, from samples/clients.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string command, Uri gateway, string document, string folder)
    {
        var words = command.Split(' ');
        var start = new ProcessStartInfo(words[0], [.. words[1..], document, folder])
        {
            WorkingDirectory = Path.Combine(SamplePaths.RepositoryRoot, "samples", "clients"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GATEWAY"] = gateway.GetLeftPart(UriPartial.Authority);
        // A compiler server or a waiting build node would outlive the program and keep its output open.
        (start.Environment["UseSharedCompilation"], start.Environment["MSBUILDDISABLENODEREUSE"]) = ("false", "1");
        using var program = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = program.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = program.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await program.WaitForExitAsync(limit.Token);
            return (program.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            throw;
        }
    }
}
