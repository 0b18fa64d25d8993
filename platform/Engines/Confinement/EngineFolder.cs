using System.Security.Cryptography;
using System.Text;
using DaprProcessing.Engines.Protocol;

namespace DaprProcessing.Engines.Confinement;

/// <summary>
/// The folder of one engine process: all that it can write to, and of documents all that it can read. What a request is about is
/// linked into it before the request and gone after it; what came of it is moved out.
/// </summary>
internal sealed class EngineFolder
{
    private const int CurrentFolder = -100;
    private const int FollowLinks = 0x400;
    private const int NameBytes = 12;

    private readonly List<string> _links = [];
    private readonly List<(string Here, string Wanted)> _outputs = [];
    private (string Path, long SizeBytes, DateTime Written) _copied;

    /// <summary>Absolute; nobody else's.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("dapr-processing-engine-").FullName;

    /// <summary>The request as the engine gets it: of files in this folder, and of models where they are.</summary>
    public EngineRequest Enter(EngineRequest request) => request with
    {
        Path = request.IsOfAModel || request.Path.Length == 0 ? request.Path : Document(request.Path),
        LayersPath = request.LayersPath is { } layers ? Linked(layers) : null,
        Paths = request.Paths is { } paths ? [.. paths.Select(Linked)] : null,
        Recording = request.Recording is { } recording ? recording with { Path = Linked(recording.Path) } : null,
        Vision = request.Vision is { } vision ? vision with { Picture = Linked(vision.Picture) } : null,
        OutputPath = request.OutputPath is { } output ? Output(output) : null,
        Thumbnail = request.Thumbnail is { } thumbnail ? thumbnail with { Path = Output(thumbnail.Path) } : null,
        Overlay = request.Overlay is { } overlay ? overlay with { OutputPath = Output(overlay.OutputPath) } : null,
        Image = request.Image is { } image
            ? image with { Copies = [.. image.Copies.Select(copy => copy with { Path = Output(copy.Path) })] } : null,
    };

    /// <summary>After the request: the folder is as it was before, and what was asked for where it was asked for.</summary>
    /// <param name="isDone">It was done; else what there is of it goes.</param>
    public void Leave(bool isDone)
    {
        foreach (var (here, wanted) in _outputs)
        {
            if (isDone)
            {
                MoveOut(here, wanted);
            }

            Delete(here);
        }

        _links.ForEach(File.Delete);
        _links.Clear();
        _outputs.Clear();
    }

    /// <summary>The engine has ended.</summary>
    public void Remove()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is gone already, or swept at the next start.
        }
    }

    /// <summary>The document under a name that stays the same: the engine keeps the last one open.</summary>
    private string Document(string path)
    {
        var here = NameOf(path);
        if (TryLink(path, here))
        {
            return here;
        }

        // On another disk. A copy for each page would cost more than the page: it stays until another document comes.
        var file = new FileInfo(path);
        if (file.Exists && _copied != (here, file.Length, file.LastWriteTimeUtc))
        {
            if (_copied.Path is { } other)
            {
                File.Delete(other);
            }

            file.CopyTo(here, overwrite: true);
            _copied = (here, file.Length, file.LastWriteTimeUtc);
        }

        return here;
    }

    private string Linked(string path)
    {
        var here = NameOf(path);
        if (!TryLink(path, here) && File.Exists(path))
        {
            File.Copy(path, here, overwrite: true);
            _links.Add(here);
        }

        return here;
    }

    private bool TryLink(string path, string here)
    {
        if (Libc.Link(CurrentFolder, path, CurrentFolder, here, FollowLinks) != 0)
        {
            // The same file may be asked for twice in one request.
            return _links.Contains(here);
        }

        _links.Add(here);
        return true;
    }

    private string Output(string wanted)
    {
        var here = System.IO.Path.Combine(Path, $"out{_outputs.Count}{System.IO.Path.GetExtension(wanted)}");
        if (Directory.Exists(wanted))
        {
            Directory.CreateDirectory(here);
        }

        _outputs.Add((here, wanted));
        return here;
    }

    private static void MoveOut(string here, string wanted)
    {
        if (Directory.Exists(here))
        {
            foreach (var file in Directory.EnumerateFiles(here))
            {
                File.Move(file, System.IO.Path.Combine(wanted, System.IO.Path.GetFileName(file)), overwrite: true);
            }
        }
        else if (File.Exists(here))
        {
            File.Move(here, wanted, overwrite: true);
        }
    }

    private static void Delete(string here)
    {
        if (Directory.Exists(here))
        {
            Directory.Delete(here, recursive: true);
        }
        else
        {
            File.Delete(here);
        }
    }

    private string NameOf(string path)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, NameBytes);
        return System.IO.Path.Combine(Path, $"{Convert.ToHexStringLower(hash)}{System.IO.Path.GetExtension(path)}");
    }
}
