using System.Globalization;
using DaprProcessing.Bench.Peers;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.TestKit;

namespace DaprProcessing.Bench.Scans;

/// <summary>Born-digital pages printed and scanned: what they say is known, and what a scanner does to them is chosen.</summary>
internal static class PrintedScans
{
    private const int LeastWords = 60;

    private static readonly (int Dpi, string Extension, string[] Spoiled)[] Scanners =
    [
        (300, "png", []),
        (200, "png", ["-rotate", "2"]),
        (200, "jpg", ["-quality", "30"]),
        (200, "png", ["-threshold", "60%", "-type", "bilevel"]),
        (150, "png", []),
        (150, "jpg", ["-rotate", "-2", "-quality", "30"]),
        (150, "png", ["-threshold", "55%", "-type", "bilevel"]),
        (300, "png", ["-blur", "0x2", "-attenuate", "0.3", "+noise", "Gaussian"]),
    ];

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

            var (dpi, extension, spoiled) = Scanners[scans.Count % Scanners.Length];
            var drawn = documents.Folder.File($"scans/{scans.Count}");
            await Tool.RunAsync(
                "pdftoppm", "-r", $"{dpi}", "-gray", "-png", "-singlefile", "-f", no, "-l", no, file, drawn);
            var scan = documents.Folder.File($"scans/{scans.Count}-scan.{extension}");
            await Tool.RunAsync(
                "convert-im6.q16",
                [drawn + ".png", "-background", "white", .. spoiled, "-density", $"{dpi}", "-units", "PixelsPerInch", scan]);
            scans.Add(new PrintedScan(
                new DocumentSource(scan, extension == "jpg" ? MediaTypes.Jpeg : MediaTypes.Png), truth));
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
