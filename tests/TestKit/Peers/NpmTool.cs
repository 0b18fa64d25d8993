using System.Diagnostics;

namespace DaprProcessing.TestKit.Peers;

/// <summary>A tool of the command line from npm, measured beside us.</summary>
/// <param name="Package">With its version, for example <c>name@1.2.3</c>.</param>
/// <param name="Program">The command it brings.</param>
public sealed record NpmTool(string Package, string Program)
{
    public static readonly NpmTool LiteParse = new("@llamaindex/liteparse@2.14.7", "lit");

    /// <summary>Needs <c>java</c>.</summary>
    public static readonly NpmTool OpenDataLoader = new("@opendataloader/pdf@2.5.11", "opendataloader-pdf");

    /// <summary>Installs it in a folder, once.</summary>
    /// <returns>Path of the program; null, and a line on standard error, where npm is not there or cannot.</returns>
    public async Task<string?> InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var program = Path.Combine(Path.GetFullPath(folder), "node_modules", ".bin", Program);
        if (!File.Exists(program) && !(await RunNpmAsync(folder, cancellationToken) && File.Exists(program)))
        {
            await Console.Error.WriteLineAsync($"npm could not install {Package}, so it is left out");
            return null;
        }

        return program;
    }

    private async Task<bool> RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        try
        {
            // What npm says belongs beside the figures, not among them.
            using var npm = Process.Start(new ProcessStartInfo(
                "npm", ["install", "--no-audit", "--no-fund", "--silent", "--prefix", folder, Package])
            {
                RedirectStandardOutput = true,
            })!;
            await npm.StandardOutput.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            return npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no npm.
        }
    }
}
