using System.Text;
using System.Text.RegularExpressions;

namespace DaprProcessing.TestKit.Pdf;

/// <summary>Files that are damaged or meant to do harm: too large, never ending, or not what they say.</summary>
public static partial class BrokenPdf
{
    /// <summary>The first part of a good file, as a broken upload leaves it.</summary>
    /// <param name="keep">Share of the bytes that is left, 0 to 1.</param>
    public static byte[] Truncated(byte[] pdf, double keep = 0.5) => pdf[..(int)(pdf.Length * keep)];

    /// <summary>Pages that say their number, but for the last one, whose place in the tree is empty.</summary>
    public static byte[] WithoutLastPage(int pages)
    {
        var whole = new PdfBuilder().Pages(pages, (page, number) => page.Text(72, 72, $"This is page number {number}.")).Build();
        return Encoding.Latin1.GetBytes(
            LastKid().Replace(Encoding.Latin1.GetString(whole), page => "null".PadRight(page.Length)));
    }

    /// <summary>The header of a PDF and then noise.</summary>
    public static byte[] Noise(int lengthBytes = 20_000)
    {
        var bytes = new byte[lengthBytes];
        new Random(1).NextBytes(bytes);
        "%PDF-1.7\n"u8.CopyTo(bytes);
        return bytes;
    }

    /// <summary>The cross-reference table names itself as the one before it.</summary>
    public static byte[] XrefLoop()
    {
        var (objects, catalog) = OnePage("BT ET");
        return objects.Finish(catalog, start => $"/Prev {start}");
    }

    /// <summary>A node of the page tree is its own child.</summary>
    public static byte[] RecursivePageTree()
    {
        var objects = new PdfObjects();
        var tree = objects.Reserve();
        var catalog = objects.Add($"<< /Type /Catalog /Pages {tree} 0 R >>");
        objects.Write(tree, $"<< /Type /Pages /Count 1000000 /Kids [{tree} 0 R {tree} 0 R] /Parent {tree} 0 R >>");
        return objects.Finish(catalog);
    }

    /// <summary>One page of the largest size readers accept, or larger: 14,400 points are 200 inches.</summary>
    public static byte[] HugePage(double sidePt = 14_400) =>
        new PdfBuilder().Page(page => page.Text(72, 72, "A very large page"), sidePt, sidePt).Build();

    /// <summary>The tree says there are many more pages than exist.</summary>
    public static byte[] LyingPageCount(int said = 100_000_000)
    {
        var (objects, catalog) = OnePage("BT ET", said);
        return objects.Finish(catalog);
    }

    /// <summary>A content stream that unpacks to this many bytes of white space; about a thousandth of that on disk.</summary>
    public static byte[] DecompressionBomb(int unpackedBytes = 1_000_000_000)
    {
        var (objects, catalog) = OnePage(
            PdfImage.Compress(Enumerable.Repeat((byte)' ', unpackedBytes).ToArray()), "/Filter /FlateDecode");
        return objects.Finish(catalog);
    }

    /// <summary>
    /// Forms that each draw the next ten times: 10^<paramref name="depth"/> lines, hours of work in a few kilobytes.
    /// </summary>
    public static byte[] ExponentialForms(int depth = 10)
    {
        var objects = new PdfObjects();
        var form = AddForm(objects, "0 0 m 100 100 l S", "");
        for (var level = 1; level <= depth; level++)
        {
            form = AddForm(
                objects, string.Concat(Enumerable.Repeat("/X Do\n", 10)), $"/Resources << /XObject << /X {form} 0 R >> >>");
        }

        return WithForm(objects, form);
    }

    /// <summary>A form that draws itself.</summary>
    public static byte[] RecursiveForm()
    {
        var objects = new PdfObjects();
        var form = objects.Reserve();
        objects.WriteStream(
            form, $"/Type /XObject /Subtype /Form /BBox [0 0 600 600] /Resources << /XObject << /X {form} 0 R >> >>",
            "/X Do /X Do"u8);
        return WithForm(objects, form);
    }

    /// <summary>
    /// Asks its reader in every way there is to fetch an address: on opening, by an annotation, as the bytes of an image and of a
    /// form.
    /// </summary>
    public static byte[] CallingOut(string url)
    {
        var objects = new PdfObjects();
        var file = $"<< /Type /Filespec /FS /URL /F ({url}) >>";
        var image = objects.AddStream(
            "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            + $"/F {file} /FFilter /ASCIIHexDecode", []);
        var form = objects.AddStream(
            $"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F {file} /Page 0 >>", "0 0 9 9 re f"u8);
        var stream = objects.AddStream("", "BT /F1 12 Tf 72 700 Td (Call out) Tj ET /I Do /X Do"u8);
        var (tree, action) = (objects.Reserve(), $"<< /S /URI /URI ({url}) >>");
        var page = objects.Add(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R /AA << /O {action} >> "
            + $"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A {action} >> "
            + $"<< /Type /Annot /Subtype /Movie /Rect [0 0 9 9] /Movie << /F {file} /Poster true >> >>] "
            + "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
            + $"/XObject << /I {image} 0 R /X {form} 0 R >> >> >>");
        objects.Write(tree, $"<< /Type /Pages /Count 1 /Kids [{page} 0 R] >>");
        return objects.Finish(objects.Add($"<< /Type /Catalog /Pages {tree} 0 R /OpenAction {action} >>"));
    }

    private static int AddForm(PdfObjects objects, string content, string entries) =>
        objects.AddStream($"/Type /XObject /Subtype /Form /BBox [0 0 600 600] {entries}", Encoding.ASCII.GetBytes(content));

    private static byte[] WithForm(PdfObjects objects, int form)
    {
        var catalog = AddPage(objects, "/X Do"u8, "", $"<< /XObject << /X {form} 0 R >> >>", count: 1);
        return objects.Finish(catalog);
    }

    private static (PdfObjects Objects, int Catalog) OnePage(string content, int count = 1)
    {
        var objects = new PdfObjects();
        return (objects, AddPage(objects, Encoding.ASCII.GetBytes(content), "", "<< >>", count));
    }

    private static (PdfObjects Objects, int Catalog) OnePage(byte[] content, string contentEntries)
    {
        var objects = new PdfObjects();
        return (objects, AddPage(objects, content, contentEntries, "<< >>", count: 1));
    }

    private static int AddPage(PdfObjects objects, ReadOnlySpan<byte> content, string contentEntries, string resources, int count)
    {
        var tree = objects.Reserve();
        var stream = objects.AddStream(contentEntries, content);
        var page = objects.Add(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {stream} 0 R >>");
        objects.Write(tree, $"<< /Type /Pages /Count {count} /Kids [{page} 0 R] >>");
        return objects.Add($"<< /Type /Catalog /Pages {tree} 0 R >>");
    }

    [GeneratedRegex(@"\d+ 0 R(?=\] >>)")]
    private static partial Regex LastKid();
}
