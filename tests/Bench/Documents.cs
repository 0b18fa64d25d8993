using System.Text;
using DaprProcessing.Bench.Peers;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Bench;

/// <summary>The documents everything is measured on, made from the samples once per run.</summary>
/// <param name="few">A tenth of the pages, for a run that only has to run.</param>
internal sealed class Documents(TempFolder folder, bool few)
{
    public const int ScanDpi = 200;

    public TempFolder Folder => folder;

    public int BornDigitalPages => few ? 6 : 60;

    public int ScannedPages => few ? 1 : 6;

    public string BornDigital { get; } = folder.File("born-digital.pdf");

    public string Scanned { get; } = folder.File("scanned.pdf");

    public async Task PrepareAsync()
    {
        var book = SamplePaths.Sample("book-mixed-200.pdf");
        // Parts of the book without scanned, blank or oversized pages: 15 + 20 + 16 + 9.
        var pages = few ? "15-20" : "15-24,26-29,32,33-39,41-51,55-56,63-76,78-79,81-89";
        await Tool.RunAsync("qpdf", "--empty", "--pages", book, pages, "--", BornDigital);
        await Tool.RunAsync(
            "pdftoppm", "-r", $"{ScanDpi}", "-gray", "-f", "3", "-l", $"{2 + ScannedPages}", book, folder.File("scan"));
        var scans = new PdfBuilder();
        foreach (var page in Directory.GetFiles(folder.Path, "scan-*.pgm").Order())
        {
            scans.ScannedPage(ReadPgm(page), ScanDpi);
        }

        scans.Save(Scanned);
    }

    /// <summary>How many pages a document has; null for the born-digital one.</summary>
    public async Task<int> BookPagesAsync(string? path) =>
        path is null ? BornDigitalPages : int.Parse(await Tool.RunAsync("qpdf", "--show-npages", path));

    /// <summary>The born-digital document in files of one page, and of two.</summary>
    public async Task<IReadOnlyList<string>> SmallFilesAsync()
    {
        Directory.CreateDirectory(folder.File("small"));
        await Tool.RunAsync("qpdf", "--split-pages=1", BornDigital, folder.File("small/one.pdf"));
        await Tool.RunAsync("qpdf", "--split-pages=2", BornDigital, folder.File("small/two.pdf"));
        return [.. Directory.GetFiles(folder.File("small")).Order()];
    }

    /// <summary>A valid one-page document that no other call returns, so that nothing can be answered from a cache.</summary>
    public static byte[] SmallJob(int number) => new PdfBuilder()
        .Page(page => page.Lines(
            72, 760, Enumerable.Range(1, 30).Select(
                line => $"Job {number}, line {line}: the tide is written down four times a day.")))
        .Build();

    private static PdfImage ReadPgm(string path)
    {
        var file = File.ReadAllBytes(path);
        var header = Encoding.ASCII.GetString(file, 0, 40).Split(['\n', ' '], 5);
        var (width, height) = (int.Parse(header[1]), int.Parse(header[2]));
        return PdfImage.Gray(width, height, file.AsSpan(file.Length - width * height));
    }
}
