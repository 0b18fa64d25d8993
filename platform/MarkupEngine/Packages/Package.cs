using System.IO.Compression;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>
/// A document in a zip file. Parts are found by name and never written to disk; how much may come out of it is bounded by bytes
/// that were really unpacked, whatever the directory says.
/// </summary>
internal sealed class Package : IDisposable
{
    private const int MaxEntries = 20_000;
    private const long MaxPartBytes = 128L << 20;
    private const long MaxBytes = 1L << 30;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _kind;
    private long _unpacked;

    /// <param name="kind">What the file is called where it is none: <c>Word document</c>.</param>
    public Package(string path, string kind)
    {
        _kind = kind;
        try
        {
            _archive = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
            if (_archive.Entries.Count > MaxEntries)
            {
                throw new DocumentFault(FailureCodes.ResourceLimit, $"The file has more than {MaxEntries} parts.");
            }

            foreach (var entry in _archive.Entries)
            {
                _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
            }
        }
        catch (InvalidDataException)
        {
            throw DocumentFault.Invalid(kind);
        }
    }

    public IEnumerable<string> Names => _entries.Keys;

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>The part, unpacked; null where there is none.</summary>
    public byte[]? Read(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            return null;
        }

        if (entry.IsEncrypted)
        {
            throw Encrypted();
        }

        try
        {
            using var content = entry.Open();
            return Unpack(content);
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            throw DocumentFault.Invalid(_kind);
        }
    }

    /// <exception cref="DocumentFault">There is no such part.</exception>
    public byte[] Need(string name) => Read(name) ?? throw DocumentFault.Invalid(_kind);

    public DocumentFault Encrypted() =>
        new(FailureCodes.EncryptedDocument, $"The {_kind} is encrypted; save it without a password.");

    public void Dispose() => _archive.Dispose();

    private byte[] Unpack(Stream content)
    {
        var unpacked = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            _unpacked += read;
            if (unpacked.Length + read > MaxPartBytes || _unpacked > MaxBytes)
            {
                throw new DocumentFault(FailureCodes.ResourceLimit, "The file unpacks to more than a document may have.");
            }

            unpacked.Write(buffer, 0, read);
        }

        return unpacked.ToArray();
    }
}
