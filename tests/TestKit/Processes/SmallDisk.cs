using System.Diagnostics;

namespace DaprProcessing.TestKit.Processes;

/// <summary>
/// A disk of a few megabytes, seen at a folder by the programs that are started on it; a test fills it and makes room again. It
/// lives in a mount namespace of its own, held by a process that ends with the test: nothing is left behind.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private const int BlockBytes = 4096;
    private static readonly byte[] Chunk = new byte[1 << 20];

    private readonly Process _holder;

    public SmallDisk(string folder, int sizeBytes)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        var mount = $"mount -t tmpfs -o size={sizeBytes} tmpfs '{Folder}' && echo mounted && exec cat";
        string[] script = ["--map-root-user", "--mount", "sh", "-c", mount];
        var start = new ProcessStartInfo("unshare", script) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _holder = Process.Start(start)!;
        if (_holder.StandardOutput.ReadLine() != "mounted")
        {
            throw new InvalidOperationException("no small disk: unprivileged mount namespaces are needed");
        }
    }

    public string Folder { get; }

    /// <summary>Has a program start where the disk is.</summary>
    public ProcessStartInfo Wrap(ProcessStartInfo start)
    {
        string[] command = ["--target", $"{_holder.Id}", "--user", "--mount", "--preserve-credentials", "--",
            start.FileName, .. start.ArgumentList];
        start.FileName = "nsenter";
        start.ArgumentList.Clear();
        foreach (var argument in command)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    /// <summary>The folder as it is seen from outside.</summary>
    public string Seen => $"/proc/{_holder.Id}/root{Folder}";

    /// <summary>So many bytes are free afterwards, or a few more.</summary>
    public void FillBut(long freeBytes)
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (new DriveInfo(Seen).AvailableFreeSpace >= freeBytes + Chunk.Length)
        {
            filler.Write(Chunk);
        }
    }

    /// <summary>Not one byte is free afterwards.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[BlockBytes]);
            }
        }
        catch (IOException)
        {
            // Full: as wanted.
            return;
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    /// <summary>The files on the disk, less the filler.</summary>
    public IReadOnlyList<string> Files() =>
        [.. Directory.GetFiles(Seen, "*", SearchOption.AllDirectories).Where(file => file != Filler)];

    public void Dispose()
    {
        _holder.Kill();
        _holder.Dispose();
    }

    private string Filler => Path.Combine(Seen, "filler");
}
