using System.Buffers.Binary;
using System.Text;

namespace DaprProcessing.Contracts.Documents;

/// <summary>
/// Tells documents in zip files apart by the names in the directory at the end, and by the first entry where it says the type:
/// nothing is unpacked.
/// </summary>
internal static class ZipTypes
{
    private const int EndBytes = 22;
    private const int MaxComment = 65_535;
    private const int MaxDirectory = 4 << 20;
    private const int EntryBytes = 46;
    private const int LocalBytes = 30;
    private const uint EndMark = 0x06054B50;
    private const uint EntryMark = 0x02014B50;
    private const string TypeEntry = "mimetype";

    /// <summary>Null for a zip that is none of the known documents, or that has no directory.</summary>
    public static string? Of(string path)
    {
        using var file = File.OpenRead(path);
        var first = new byte[256];
        var read = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        return OfFirstEntry(first.AsSpan(0, read)) ?? OfNames(Names(file));
    }

    // OpenDocument and EPUB: the first entry is the type, not compressed.
    private static string? OfFirstEntry(ReadOnlySpan<byte> start)
    {
        if (start.Length <= LocalBytes + TypeEntry.Length || !start[LocalBytes..].StartsWith("mimetype"u8)
            || BinaryPrimitives.ReadUInt16LittleEndian(start[26..]) != TypeEntry.Length)
        {
            return null;
        }

        var extra = BinaryPrimitives.ReadUInt16LittleEndian(start[28..]);
        var at = LocalBytes + TypeEntry.Length + extra;
        var text = at < start.Length ? start[at..] : [];
        foreach (var type in (string[])[MediaTypes.Epub, MediaTypes.Odt])
        {
            // What follows it is the next entry, or a line's end: a type that goes on is another (text-master, text-template).
            var bytes = Encoding.ASCII.GetBytes(type);
            if (text.StartsWith(bytes) && !text[bytes.Length..].StartsWith("-"u8))
            {
                return type;
            }
        }

        return null;
    }

    private static string? OfNames(IReadOnlyCollection<string> names) => names switch
    {
        _ when names.Contains("META-INF/container.xml") => MediaTypes.Epub,
        _ when !names.Contains("[Content_Types].xml") => null,
        _ when Has(names, "word/document", ".xml") => MediaTypes.Docx,
        _ when Has(names, "ppt/presentation", ".xml") => MediaTypes.Pptx,
        _ when Has(names, "xl/workbook", ".xml") => MediaTypes.Xlsx,
        _ => null,
    };

    private static bool Has(IEnumerable<string> names, string start, string end) => names.Any(
        name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> Names(FileStream file)
    {
        var names = new HashSet<string>();
        var tail = new byte[Math.Min(file.Length, EndBytes + MaxComment)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == EndMark)
            {
                var (bytes, offset) = (
                    BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 12)),
                    BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16)));
                if (offset < file.Length)
                {
                    var directory = new byte[Math.Min(Math.Min(bytes, MaxDirectory), file.Length - offset)];
                    file.Seek(offset, SeekOrigin.Begin);
                    file.ReadExactly(directory);
                    AddNames(directory, names);
                }

                break;
            }
        }

        return names;
    }

    private static void AddNames(ReadOnlySpan<byte> directory, HashSet<string> names)
    {
        while (directory.Length >= EntryBytes && BinaryPrimitives.ReadUInt32LittleEndian(directory) == EntryMark)
        {
            int name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            int rest = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (directory.Length < EntryBytes + name + rest)
            {
                return;
            }

            names.Add(Encoding.UTF8.GetString(directory.Slice(EntryBytes, name)).Replace('\\', '/'));
            directory = directory[(EntryBytes + name + rest)..];
        }
    }
}
