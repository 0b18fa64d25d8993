using System.Collections.Concurrent;
using System.Security.Cryptography;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Platform.Jobs.Sources;

/// <summary>
/// Which files have the bytes that their hash says, as this process has seen it. A file that is another one by now, or was
/// written to, is read again: its length alone says nothing of what is in it.
/// </summary>
internal sealed class CheckedFiles
{
    // Each is a few hundred bytes; those of files that are gone are let go of now and then.
    private const int MaxKnown = 4096;

    private readonly ConcurrentDictionary<string, (FileFacts Facts, string Sha256)> _known = new();

    /// <summary>The file has these bytes: whoever wrote it has hashed them.</summary>
    public void Add(string path, string sha256)
    {
        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        if (FileFacts.Of(path) is { } facts)
        {
            _known[path] = (facts, sha256);
        }
    }

    public void Forget(string path) => _known.TryRemove(path, out _);

    /// <summary>Whether there is a file with these bytes; one that is not as it was is hashed.</summary>
    /// <param name="sha256">Lower-case hex.</param>
    public async Task<bool> HasAsync(string path, long sizeBytes, string sha256, CancellationToken cancellationToken)
    {
        if (FileFacts.Of(path) is not { IsFolder: false } facts || facts.SizeBytes != sizeBytes)
        {
            return false;
        }

        if (_known.TryGetValue(path, out var known) && known == (facts, sha256))
        {
            return true;
        }

        try
        {
            if (await HashAsync(path, cancellationToken).ConfigureAwait(false) != sha256)
            {
                return false;
            }
        }
        catch (FileNotFoundException)
        {
            // It has gone meanwhile.
            return false;
        }

        Add(path, sha256);
        return true;
    }

    /// <summary>Lower-case hex.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
    }
}
