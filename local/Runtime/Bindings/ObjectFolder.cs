using System.Diagnostics;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Storage;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>
/// Objects as files under a root, which several runtimes may share. A key's object is there whole or not at all: writes go to a
/// temporary file and are renamed. One whose write has returned is on the disk, as a record of the state store is: a loss of
/// power leaves no job whose document is gone.
/// </summary>
internal sealed class ObjectFolder
{
    private const int CreateAttempts = 5;

    private readonly string _root;
    private readonly string _temporary;
    private readonly DiskFlush _flush;

    public ObjectFolder(string root, DiskFlush? flush = null)
    {
        (_root, _flush) = (Path.GetFullPath(root), flush ?? new DiskFlush());
        _temporary = Path.Combine(_root, ObjectKey.TemporaryFolder);
        Directory.CreateDirectory(_temporary);
        foreach (var leftover in Directory.EnumerateFiles(_temporary).Where(IsLeftOver))
        {
            File.Delete(leftover);
        }
    }

    public string Root => _root;

    /// <summary>Opens for reading; throws NotFound where there is no such object.</summary>
    public FileStream Open(string key)
    {
        var path = PathOf(key);
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous, BufferSize = 0,
            });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(path))
        {
            throw new ComponentException(ComponentErrorKind.NotFound, $"file not found: {path}", missing);
        }
        catch (IOException failure)
        {
            throw new ComponentException(ComponentErrorKind.Unavailable, failure.Message, failure);
        }
    }

    public async Task WriteAsync(string key, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        var temporary = Path.Combine(_temporary, $"{Environment.ProcessId}-{Guid.NewGuid():n}");
        try
        {
            await using (var file = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0,
            }))
            {
                await write(file);
                // Before the rename: a name that is on the disk stands for bytes that are.
                _flush.File(file.SafeFileHandle);
            }

            cancellationToken.ThrowIfCancellationRequested();
            Place(temporary, path, key);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ComponentException(
                ComponentErrorKind.Unavailable, $"object '{key}' cannot be written: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Throws NotFound where there is no such object, as daprd does.</summary>
    public void Delete(string key)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
        {
            throw new ComponentException(
                ComponentErrorKind.NotFound, $"error deleting file {path}: remove {path}: no such file or directory");
        }

        try
        {
            File.Delete(path);
            RemoveEmptyParents(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else has deleted it meanwhile, and its folder with it.
            return;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ComponentException(
                ComponentErrorKind.Unavailable, $"object '{key}' cannot be deleted: {failure.Message}", failure);
        }
    }

    /// <summary>The absolute paths of everything below a folder, or below the root: daprd's list.</summary>
    public IEnumerable<string> Files(string folder)
    {
        var path = folder.Length == 0 ? _root : PathOf(folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => !file.StartsWith(_temporary, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            : throw new ComponentException(ComponentErrorKind.NotFound, $"file not found: {path}");
    }

    // Unfinished writes carry the number of their process. One that is gone, or whose number has gone to a younger one, left the
    // file behind.
    private static bool IsLeftOver(string file)
    {
        if (!int.TryParse(Path.GetFileName(file).Split('-')[0], out var writer))
        {
            return true;
        }

        try
        {
            using var process = Process.GetProcessById(writer);
            return File.GetLastWriteTime(file) < process.StartTime;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private void Place(string temporary, string path, string key)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var folder = Path.GetDirectoryName(path)!;
                var upmost = FirstThatIsThere(folder);
                Directory.CreateDirectory(folder);
                File.Move(temporary, path, overwrite: true);
                FlushFolders(folder, upmost);
                return;
            }
            catch (DirectoryNotFoundException) when (attempt < CreateAttempts)
            {
                // A delete beside us removed the folder as empty between the two calls.
                continue;
            }
            catch (Exception taken) when (
                taken is IOException or UnauthorizedAccessException && (Directory.Exists(path) || HasFileAsParent(path)))
            {
                throw new ComponentException(
                    ComponentErrorKind.Invalid, $"key '{key}' and another key need the same name as file and folder", taken);
            }
        }
    }

    private string FirstThatIsThere(string folder)
    {
        while (folder.Length > _root.Length && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    // The object's own folder, and those that new folders stand in.
    private void FlushFolders(string folder, string upmost)
    {
        _flush.Folder(folder);
        while (folder.Length > upmost.Length)
        {
            folder = Path.GetDirectoryName(folder)!;
            _flush.Folder(folder);
        }
    }

    private bool HasFileAsParent(string path)
    {
        for (var parent = Path.GetDirectoryName(path)!; parent.Length > _root.Length; parent = Path.GetDirectoryName(parent)!)
        {
            if (File.Exists(parent))
            {
                return true;
            }
        }

        return false;
    }

    private void RemoveEmptyParents(string path)
    {
        for (var parent = Path.GetDirectoryName(path)!; parent.Length > _root.Length; parent = Path.GetDirectoryName(parent)!)
        {
            if (Directory.EnumerateFileSystemEntries(parent).Any())
            {
                return;
            }

            try
            {
                Directory.Delete(parent);
            }
            catch (IOException)
            {
                // Somebody just put an object there.
                return;
            }
        }
    }

    // A checked key cannot leave the root by its text; a link planted in the tree still could.
    private string PathOf(string key)
    {
        var path = _root;
        foreach (var segment in ObjectKey.Check(key).Split('/'))
        {
            path = Path.Combine(path, segment);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new ComponentException(ComponentErrorKind.Invalid, $"key '{key}' leads through a link");
            }
        }

        return path;
    }
}
