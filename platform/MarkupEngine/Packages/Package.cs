using System.IO.Compression;
using System.Xml.Linq;
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
    private readonly HashSet<ZipArchiveEntry> _counted = [];
    private readonly string _kind;
    private readonly bool _skipsDoctype;
    private long _unpacked;

    /// <param name="kind">What the file is called where it is none: <c>Word document</c>.</param>
    /// <param name="skipsDoctype">Its parts may have one; it is passed over, never read.</param>
    public Package(string path, string kind, bool skipsDoctype = false)
    {
        (_kind, _skipsDoctype) = (kind, skipsDoctype);
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
            return Unpack(content, isCounted: !_counted.Add(entry));
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            throw Invalid();
        }
    }

    /// <exception cref="DocumentFault">There is no such part.</exception>
    public byte[] Need(string name) => Read(name) ?? throw Invalid();

    /// <summary>The part as XML; null where there is none.</summary>
    public XElement? Xml(string? name) => name is not null && Read(name) is { } content ? Parse(content) : null;

    /// <exception cref="DocumentFault">There is no such part.</exception>
    public XElement NeedXml(string name) => Parse(Need(name));

    public DocumentFault Invalid() => DocumentFault.Invalid(_kind);

    public DocumentFault Encrypted() =>
        new(FailureCodes.EncryptedDocument, $"The {_kind} is encrypted; save it without a password.");

    public void Dispose() => _archive.Dispose();

    private XElement Parse(byte[] content) => PackageXml.Parse(content, _kind, _skipsDoctype);

    // What is asked for again, as a picture of every slide is, was counted before.
    private byte[] Unpack(Stream content, bool isCounted)
    {
        var unpacked = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            _unpacked += isCounted ? 0 : read;
            if (unpacked.Length + read > MaxPartBytes || _unpacked > MaxBytes)
            {
                throw new DocumentFault(FailureCodes.ResourceLimit, "The file unpacks to more than a document may have.");
            }

            unpacked.Write(buffer, 0, read);
        }

        return unpacked.ToArray();
    }
}
