using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Documents;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>
/// Bytes of a damaged file as PDFium can read them. It finds the objects of a file without a cross-reference table again, but
/// not the catalogue that a trailer would name; and it believes a page tree that claims too few pages.
/// </summary>
internal static class MendedPdf
{
    /// <summary>So much before the header PDFium passes over.</summary>
    private const int MaxJunkBytes = 1024 - 5;

    private static ReadOnlySpan<byte> ObjectWord => " obj"u8;

    /// <summary>Of a file that ends before its trailer, or whose objects do not end.</summary>
    /// <returns>Null where no page is found, or the file is too large.</returns>
    public static byte[]? WithTrailer(string path)
    {
        if (!FileLimits.MayBeMended(path))
        {
            return null;
        }

        var found = new Found();
        // A stream that grows is in memory twice each time.
        using var mended = new MemoryStream((int)new FileInfo(path).Length + (1 << 20));
        MappedFile.Read(path, file =>
        {
            Copy(file, mended, found);
            return true;
        });
        if (found.Catalog is null && found.Pages.Count == 0)
        {
            return null;
        }

        // No tree is left, or none that a catalogue names: the pages in their order.
        var (tree, catalog) = (found.Last + 1, found.Last + 2);
        var made = found.Catalog is not null ? ""
            : $"{tree} 0 obj\n<< /Type /Pages /Count {found.Pages.Count} "
                + $"/Kids [{string.Join(' ', found.Pages.Select(page => $"{page} 0 R"))}] >>\nendobj\n"
                + $"{catalog} 0 obj\n<< /Type /Catalog /Pages {tree} 0 R >>\nendobj\n";
        mended.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"\nendstream\nendobj\n{made}trailer\n<< /Root {found.Catalog ?? catalog} 0 R >>\n%%EOF\n")));
        return mended.ToArray();
    }

    /// <summary>Of a file whose header stands further on than PDFium looks, or is written in PostScript's way.</summary>
    /// <returns>Null where the header is in its place, or the file is too large.</returns>
    public static byte[]? WithHeader(string path)
    {
        if (!FileLimits.MayBeMended(path))
        {
            return null;
        }

        var file = File.ReadAllBytes(path);
        if (PdfHeader.PostScriptFormBytes(file) is > 0 and var form)
        {
            // As long as it was: what the file says of places in it stays true.
            file.AsSpan(0, form).Fill((byte)' ');
            "%PDF-1.7"u8.CopyTo(file);
            return file;
        }

        return PdfHeader.PlaceOf(file) is >= MaxJunkBytes and var place ? file[place..] : null;
    }

    /// <summary>Of a file with more page objects than its tree claims. Without their counts the nodes of the tree are
    /// counted.</summary>
    /// <returns>Null where the file is too large.</returns>
    public static byte[]? WithoutCounts(string path)
    {
        if (!FileLimits.MayBeMended(path))
        {
            return null;
        }

        var mended = File.ReadAllBytes(path);
        for (var rest = mended.AsSpan(); rest.IndexOf("/Count"u8) is >= 0 and var at; rest = rest[(at + 6)..])
        {
            rest[at + 1] = (byte)'X';
        }

        return mended;
    }

    private static void Copy(ReadOnlySpan<byte> file, MemoryStream mended, Found found)
    {
        for (var at = 0; ;)
        {
            var next = file[at..].IndexOf(ObjectWord);
            if (next < 0)
            {
                mended.Write(file[at..]);
                return;
            }

            var end = at + next + ObjectWord.Length;
            var start = StartOf(file[..(at + next)]);
            if (start > at && Number(file[start..]) is { } number)
            {
                mended.Write(file[at..start]);
                if (!EndsObject(file[..start]))
                {
                    mended.Write("\nendobj\n"u8);
                }

                found.Add(number, BodyAt(file[end..]));
                at = start;
            }

            mended.Write(file[at..end]);
            at = end;
        }
    }

    /// <summary>Back over the generation and the number of an object.</summary>
    private static int StartOf(ReadOnlySpan<byte> before)
    {
        var generation = before.TrimEnd("0123456789"u8);
        var space = generation.TrimEnd((byte)' ');
        var start = space.TrimEnd("0123456789"u8);
        return generation.Length == before.Length || space.Length == generation.Length || start.Length == space.Length
            ? before.Length : start.Length;
    }

    private static int? Number(ReadOnlySpan<byte> at)
    {
        var digits = at[..Math.Max(0, at.IndexOf((byte)' '))];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static bool EndsObject(ReadOnlySpan<byte> before)
    {
        var text = before.TrimEnd("\0\t\n\f\r "u8);
        return !text.EndsWith(">>"u8) && !text.EndsWith("endstream"u8);
    }

    private static ReadOnlySpan<byte> BodyAt(ReadOnlySpan<byte> at)
    {
        var next = at.IndexOf(ObjectWord);
        var body = next < 0 ? at : at[..next];
        var stream = body.IndexOf("stream"u8);
        return stream < 0 ? body : body[..stream];
    }

    private sealed class Found
    {
        public int? Catalog { get; private set; }

        public List<int> Pages { get; } = [];

        public int Last { get; private set; }

        public void Add(int number, ReadOnlySpan<byte> body)
        {
            Last = Math.Max(Last, number);
            while (TypeEntry.TryNext(ref body))
            {
                if (TypeEntry.Is(body, "Catalog"u8))
                {
                    Catalog = number;
                }
                else if (TypeEntry.Is(body, "Page"u8) && Pages.Count < ReadablePages.Most && !Pages.Contains(number))
                {
                    Pages.Add(number);
                }
            }
        }
    }
}
