using System.Globalization;
using DaprProcessing.Bench.Peers;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.TestKit;

namespace DaprProcessing.Bench.Scans;

/// <summary>Born-digital pages printed and scanned: what they say is known, and what a scanner does to them is chosen.</summary>
internal static class PrintedScans
{
    private const int LeastWords = 60;

    public static async Task<IReadOnlyList<PrintedScan>> MakeAsync(Documents documents, int count)
    {
        var scans = new List<PrintedScan>();
        foreach (var (file, page) in Pages(documents))
        {
            if (scans.Count == count)
            {
                break;
            }

            var no = page.ToString(CultureInfo.InvariantCulture);
            var words = documents.Folder.File($"scans/{scans.Count}.txt");
            await Tool.RunAsync("pdftotext", "-f", no, "-l", no, file, words);
            var truth = await File.ReadAllTextAsync(words);
            if (truth.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length < LeastWords)
            {
                continue;
            }

            var scanner = Scanner.All[scans.Count % Scanner.All.Count];
            var drawn = documents.Folder.File($"scans/{scans.Count}");
            await Tool.RunAsync(
                "pdftoppm", "-r", $"{scanner.Dpi}", "-gray", "-png", "-singlefile", "-f", no, "-l", no, file, drawn);
            var scan = documents.Folder.File($"scans/{scans.Count}-scan.{scanner.Extension}");
            await Tool.RunAsync(Scanner.Program, scanner.Arguments(drawn + ".png", scan));
            scans.Add(new PrintedScan(
                new DocumentSource(scan, scanner.Extension == "jpg" ? MediaTypes.Jpeg : MediaTypes.Png), truth));
        }

        return scans;
    }

    /// <summary>Of several documents in turn, so that a few pages are of different kinds.</summary>
    private static IEnumerable<(string File, int Page)> Pages(Documents documents)
    {
        var paper = SamplePaths.Sample("paper-two-column.pdf");
        var tables = SamplePaths.Sample("tables.pdf");
        yield return (paper, 1);
        yield return (paper, 2);
        yield return (tables, 1);
        yield return (tables, 2);
        for (var page = 1; page <= documents.BornDigitalPages; page++)
        {
            yield return (documents.BornDigital, page);
        }
    }
}
