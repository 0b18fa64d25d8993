using System.Diagnostics;
using DaprProcessing.TestKit;

namespace DaprProcessing.EndToEnd.Images;

/// <summary>
/// The programs as they were built, published once for all images. Without a runtime of their own, which would be to compile all
/// of them again: the script shows them that of this machine.
/// </summary>
public sealed class PublishedPrograms : IAsyncLifetime
{
    // Kept from run to run: the packages in it are what takes its time.
    private static readonly string Folder = Path.Combine(SamplePaths.RepositoryRoot, "artifacts", "rootfs");

    private readonly string _programs = Path.Combine(Folder, "programs");

    public static IReadOnlyList<string> Images()
    {
        using var list = Process.Start(Start("eng/images.sh", "--list"))!;
        return list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task InitializeAsync()
    {
        if (ImageFactAttribute.WhyNot.Value is not null)
        {
            return;
        }

        // The folder of this assembly is named for the configuration that was built.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        await RunAsync(Start("dotnet", "publish", "local/Host", "-c", configuration, "--no-build", "-o", _programs, "-v", "q"));
        foreach (var file in (string[])["setup.sh", "native-packages.txt"])
        {
            File.Copy(Path.Combine(SamplePaths.RepositoryRoot, "eng", file), Path.Combine(_programs, file), overwrite: true);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <returns>What it says of itself there.</returns>
    /// <param name="image">As <c>eng/images.sh --list</c> names it.</param>
    /// <param name="packagesOf">Another image, for what that one does not have.</param>
    /// <exception cref="InvalidOperationException">It does not live there; the message has its log.</exception>
    public async Task<string> StartInItsImageAsync(string image, string? packagesOf = null)
    {
        var start = Start("eng/rootfs.sh", Folder, image);
        start.Environment["PROGRAMS"] = _programs;
        start.Environment["PACKAGES_OF"] = packagesOf ?? "";
        return await RunAsync(start);
    }

    private static ProcessStartInfo Start(string program, params string[] arguments) => new(
        program.Contains('/', StringComparison.Ordinal) ? Path.Combine(SamplePaths.RepositoryRoot, program) : program, arguments)
    {
        WorkingDirectory = SamplePaths.RepositoryRoot, RedirectStandardOutput = true, RedirectStandardError = true,
    };

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {await errors}");
    }
}
