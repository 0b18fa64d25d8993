using System.Diagnostics;
using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Pool;

namespace DaprProcessing.Engines.Tools;

/// <summary>
/// Runs programs of the system on bytes from outside: held by the kernel to memory, processor time and file size (prlimit), by us
/// to wall time and output, with none of our environment, and not more at a time than the machine has processors.
/// </summary>
public sealed class ToolRunner : IDisposable
{
    private const int ErrorLetters = 2000;
    private const int BufferBytes = 1 << 16;
    private const int MaxOpenFiles = 256;
    private const int MostKills = 5;
    private const int MostShortages = 2;
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount);

    private const string Confiner = "markup-engine", ConfinerVerb = "confine";

    private static readonly TimeSpan PauseAfterKill = TimeSpan.FromMilliseconds(50);

    // What is killed is gone in no time, but for a process that the kernel holds.
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is such a program.</summary>
    public static bool IsInstalled(string program) => Find(program) is not null;

    /// <summary>Where it is: by its path, or on the PATH; null for nowhere.</summary>
    public static string? Find(string program) => program.Contains('/')
        ? File.Exists(program) ? Path.GetFullPath(program) : null
        : (Environment.GetEnvironmentVariable("PATH") ?? DefaultPath).Split(':').Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>
    /// Runs it to an end of its own, whatever its exit status is. What another hand has killed says nothing of the input and is
    /// run again; killed for want of memory, once.
    /// </summary>
    /// <exception cref="FailureException">
    /// It is not installed, took too long, wrote too much, or was killed again and again.
    /// </exception>
    public async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        for (int kills = 0, shortages = 0; ;)
        {
            var before = KernelKills.Count();
            var result = await RunOnceAsync(call, cancellationToken).ConfigureAwait(false);
            if (!ToolEnd.IsKilledFromOutside(result.ExitCode))
            {
                return result;
            }

            if (KernelKills.Count() > before)
            {
                if (++shortages >= MostShortages)
                {
                    throw new FailureException(
                        new Failure(FailureCodes.ResourceLimit, $"There is not enough memory for {Name(call)}."));
                }
            }
            else if (++kills >= MostKills)
            {
                throw new FailureException(
                    new Failure(FailureCodes.EngineCrash, $"{Name(call)} was killed again and again.", Retryable: true));
            }

            await Task.Delay(PauseAfterKill * (kills + shortages), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ToolResult> RunOnceAsync(ToolCall call, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunNowAsync(call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private static async Task<ToolResult> RunNowAsync(ToolCall call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(call.Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var process = Process.Start(StartInfo(call))!;
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, call, either.Token);
            var errors = ReadEndAsync(process.StandardError.BaseStream, either.Token);
            if (call.Bounds is null)
            {
                await WriteAsync(process.StandardInput.BaseStream, call.Input, either.Token).ConfigureAwait(false);
            }

            var read = await output.ConfigureAwait(false);
            var said = await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return new ToolResult(process.ExitCode, read, said);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            var limit = $"{call.Limit.TotalSeconds:0.#} s";
            throw new FailureException(new Failure(FailureCodes.EngineTimeout, $"{Name(call)} took longer than {limit}."), error);
        }
        finally
        {
            Kill(process);
            if (call.Bounds is not null)
            {
                await AwaitEndAsync(process).ConfigureAwait(false);
            }
        }
    }

    private static ProcessStartInfo StartInfo(ToolCall call)
    {
        var program = Find(call.Program) ?? throw new FailureException(new Failure(
            FailureCodes.EngineUnavailable, $"{Name(call)} is not installed"
                + (call.Package is { } package ? $" (Debian: apt-get install {package})." : ".")));
        var start = new ProcessStartInfo("prlimit")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = call.Bounds?.Folder ?? Path.GetTempPath(),
        };
        // Keys and passwords of the service are nothing to a program that reads a stranger's file.
        var path = Environment.GetEnvironmentVariable("PATH") ?? DefaultPath;
        start.Environment.Clear();
        (start.Environment["PATH"], start.Environment["LC_ALL"]) = (path, "C.UTF-8");
        (start.Environment["TMPDIR"], start.Environment["HOME"]) = (start.WorkingDirectory, start.WorkingDirectory);
        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        // Another processor second than wall second is had by two threads.
        var cpuSeconds = (long)Math.Ceiling(call.Limit.TotalSeconds * Environment.ProcessorCount) + 1;
        foreach (var argument in (string[])[
            "--core=0", Limit("cpu", cpuSeconds), Limit("data", call.MaxMemoryBytes), Limit("fsize", call.MaxFileBytes),
            $"--nofile={MaxOpenFiles}", "--", .. Confined(start, call.Bounds), program, .. call.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static IEnumerable<string> Confined(ProcessStartInfo start, ToolBounds? bounds)
    {
        if (bounds is null)
        {
            return [];
        }

        var confiner = EngineProgram.Executable(Confiner);
        foreach (var name in confiner.Environment.Keys.Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal)))
        {
            start.Environment[name] = confiner.Environment[name];
        }

        return [confiner.FileName, .. confiner.ArgumentList, ConfinerVerb, bounds.Folder, .. bounds.Readable, "--"];
    }

    private static string Limit(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");

    private static string Name(ToolCall call) => Path.GetFileName(call.Program);

    private static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // It has ended before it read everything: its exit status says why.
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, ToolCall call, CancellationToken cancellationToken)
    {
        var output = new MemoryStream();
        var buffer = new byte[BufferBytes];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            output.Write(buffer, 0, read);
            if (output.Length > call.MaxOutputBytes)
            {
                throw new FailureException(new Failure(FailureCodes.ResourceLimit, $"{Name(call)} writes without an end."));
            }
        }

        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    /// <summary>Reads to the end and keeps the last of it: there the reason stands.</summary>
    private static async Task<string> ReadEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[ErrorLetters];
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            kept.Append(buffer, 0, read).Remove(0, Math.Max(0, kept.Length - ErrorLetters));
        }

        return kept.ToString();
    }

    /// <summary>What it has started has this pipe, too: when it ends, none is left to write to the folder.</summary>
    private static async Task AwaitEndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(GoneWithin);
        var buffer = new byte[BufferBytes];
        try
        {
            while (await process.StandardOutput.BaseStream.ReadAsync(buffer, limit.Token).ConfigureAwait(false) > 0)
            {
                // What they still had to say is of no use.
            }
        }
        catch (OperationCanceledException)
        {
            // The kernel has not let go of one: its folder may stay.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited, as it should.
        }
    }
}
