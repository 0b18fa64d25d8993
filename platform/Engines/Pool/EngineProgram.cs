using System.Diagnostics;
using System.Globalization;

namespace DaprProcessing.Engines.Pool;

/// <summary>Finds an engine program beside the application and says how to start it.</summary>
internal static class EngineProgram
{
    public static ProcessStartInfo StartInfo(EngineOptions options)
    {
        var start = Executable(options.Program);
        EngineEnvironment.Keep(start.Environment);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.UseShellExecute = false;
        start.WorkingDirectory = Path.GetTempPath();

        // Tesseract's threads spin against each other: one page took 4 to 10 times longer with them.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        start.Environment["LC_ALL"] = "C.UTF-8";

        // Above the watched limit: the watcher ends the engine first, the kernel is there for what grows too fast to be watched.
        var dataBytes = options.MaxResidentBytes + (options.MaxResidentBytes / 4) + (256L << 20);
        start.Environment["ENGINE_DATA_LIMIT_BYTES"] = dataBytes.ToString(CultureInfo.InvariantCulture);
        start.Environment["ENGINE_TEST_FAULTS"] = options.TestFaults ? "1" : "0";
        return start;
    }

    /// <summary>The program, with what its runtime is told.</summary>
    public static ProcessStartInfo Executable(string name)
    {
        var program = Path.Combine(AppContext.BaseDirectory, name);
        var start = new ProcessStartInfo();

        // No second mapping of every code page, and no compiler threads ahead of their time: it starts quicker and stays smaller.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "1";

        // A youngest generation of 4 MiB instead of the cache's size: half the resident memory, at no cost that could be
        // measured.
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        if (File.Exists(program))
        {
            start.FileName = program;
            if (DotnetRoot() is { } root)
            {
                start.Environment["DOTNET_ROOT"] = root;
            }

            return start;
        }

        if (!File.Exists(program + ".dll"))
        {
            throw new FileNotFoundException($"The engine program {name} is missing beside the application.", name);
        }

        start.FileName = DotnetRoot() is { } found ? Path.Combine(found, "dotnet") : "dotnet";
        start.ArgumentList.Add(program + ".dll");
        return start;
    }

    /// <summary>Where the runtime of this process lives; null in a self-contained application.</summary>
    private static string? DotnetRoot()
    {
        var directory = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var root = string.IsNullOrEmpty(directory) ? null : Path.GetFullPath(Path.Combine(directory, "..", "..", ".."));
        return root is not null && File.Exists(Path.Combine(root, "dotnet")) ? root : null;
    }
}
