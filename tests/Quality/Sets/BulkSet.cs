using System.Security.Cryptography;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Quality.Peers;
using DaprProcessing.Quality.Reading;
using DaprProcessing.Quality.Reports;
using DaprProcessing.Quality.Scoring;

namespace DaprProcessing.Quality.Sets;

/// <summary>Test documents of other PDF projects, the odd ones among them: is a word lost, a table said twice, furniture
/// left?</summary>
internal sealed class BulkSet : IQualitySet
{
    private const int FewestWords = 20, FewestPages = 3;

    /// <summary>Of a short document a hundredth is less than a word.</summary>
    private const int FewestMissing = 2;

    private const long LargestFile = 4 << 20;

    /// <summary>
    /// Both other readers are wrong, looked at by hand: letters of a Chinese font that has no map come as those of Western codes,
    /// and lines of pages in mirror writing in the order in which they were drawn.
    /// </summary>
    private static readonly HashSet<string> MisreadByOthers = ["XiaoBiaoSong.pdf", "issue-848.pdf"];

    public string Name => "bulk";

    public IReadOnlyList<(string Repository, string Folder)> Sources { get; } =
    [
        ("UglyToad/PdfPig", "src/UglyToad.PdfPig.Tests/Integration/Documents"), ("jsvine/pdfplumber", "tests/pdfs"),
        ("mozilla/pdf.js", "test/pdfs"), ("Unstructured-IO/unstructured", "example-docs"),
    ];

    public async Task<IReadOnlyList<Figure>> RunAsync(Run run, CancellationToken cancellationToken)
    {
        var (documents, paged, unread, unbalanced) = (0, 0, 0, 0);
        var (lost, lostMuch, missing, missingMuch, twice, numbers, lines) = (0, 0, 0, 0, 0, 0, 0);
        var recall = new List<double>();
        var text = run.Peers.OfType<PdfToText>().FirstOrDefault();
        foreach (var path in Sources
            .SelectMany(source => Directory.EnumerateFiles(run.Folder(source), "*.pdf", SearchOption.AllDirectories).Order())
            .Where(path => new FileInfo(path).Length is > 0 and < LargestFile)
            .DistinctBy(path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))))
        {
            if (await run.Ours.ReadDocumentAsync(path, null, cancellationToken) is not { } read)
            {
                unread++;
                continue;
            }

            var words = read.Pages.SelectMany(page => page.Words).SelectMany(word => Plain.Words(word.Text)).ToList();
            var other = text is null ? null : await text.ReadAsync(path, null, cancellationToken);
            var theirs = Plain.Words(other?.Text ?? "").ToList();
            if (Math.Max(words.Count, theirs.Count) < FewestWords)
            {
                continue;
            }

            documents++;
            var written = read.Words().ToList();
            var kept = LettersKept(words, written);
            lost += kept < 0.99 ? 1 : 0;
            lostMuch += kept < 0.9 ? 1 : 0;
            unbalanced += read.OutOfBalance.Count > 0 ? 1 : 0;
            var seen = 1.0;
            if (other is not null)
            {
                var score = WordsRead.Of(theirs, written);
                recall.Add(seen = score.Recall);
                var hasReason = read.Pages.Any(page => page.Reason is not null || page.LeftOut is not null);
                if (!hasReason && Lacks(score, 0.99) && !MisreadByOthers.Contains(Path.GetFileName(path)))
                {
                    var sure = WordsRead.Of(Confirmed(theirs, path), written);
                    missing += Lacks(sure, 0.99) ? 1 : 0;
                    missingMuch += Lacks(sure, 0.9) ? 1 : 0;
                    run.Tell(Name, Path.GetFileName(path), ("confirmed", sure.Recall), ("of", sure.Expected));
                }
            }

            var repeated = Repeated(read.Document);
            twice += repeated > 0 ? 1 : 0;
            var (leftNumbers, leftLines) = read.Pages.Count < FewestPages ? (0, 0) : FurnitureLeft.In(read.Document);
            paged += read.Pages.Count >= FewestPages ? 1 : 0;
            numbers += leftNumbers > 0 ? 1 : 0;
            lines += leftLines > 0 ? 1 : 0;
            run.Tell(Name, Path.GetFileName(path), ("kept", kept), ("seen", seen), ("twice", repeated),
                ("numbers", leftNumbers), ("lines", leftLines), ("pages", read.Pages.Count),
                ("unread", read.Pages.Count(page => page.Unread is not null)), ("balance", read.OutOfBalance.Count));
            foreach (var sentence in read.OutOfBalance)
            {
                run.Tell(Name, $"{Path.GetFileName(path)}: {sentence}");
            }

        }

        var set = $"{Name} ({documents})";
        return
        [
            Count("documents not read at all (damaged, locked)", unread),
            Count("documents where layout loses > 1 % of the letters read", lost, "0"),
            Count("… > 10 %", lostMuch, "0"),
            Count("documents where the balance of letters says so", unbalanced, "0"),
            Share("recall of pdftotext's words, mean", recall.DefaultIfEmpty(0).Average()),
            Count("documents without > 1 % of words that pdftotext and PdfPig have, no reason told", missing, "0"),
            Count("… > 10 %", missingMuch, "0"),
            Count("documents with a table twice", twice, "0"),
            Count($"documents with page numbers left in the text, of {paged}", numbers, "<= 4"),
            Count($"documents with running lines left in the text, of {paged}", lines, "<= 8"),
        ];

        Figure Count(string measure, double value, string? goal = null) =>
            new(set, measure, new Dictionary<string, double> { [run.Ours.Name] = value }, goal, "0");

        Figure Share(string measure, double value) =>
            new(set, measure, new Dictionary<string, double> { [run.Ours.Name] = value });
    }

    private static bool Lacks(Score score, double least) =>
        score.Expected - score.Hits >= FewestMissing && score.Recall < least;

    /// <summary>The words that a third reader has as well; all where it reads nothing.</summary>
    private static IReadOnlyList<string> Confirmed(IReadOnlyList<string> words, string path) =>
        PdfPigText.Read(path) is { } third && Plain.Words(third).ToList() is { Count: > 0 } thirds
            ? [.. WordsRead.Shared(words, thirds)] : words;

    // Words are cut otherwise where a hyphen at a line's end is taken back; their letters stay.
    private static double LettersKept(IEnumerable<string> read, IEnumerable<string> written) =>
        Score.OfBags(string.Concat(read), string.Concat(written)).Recall;

    private static int Repeated(DoclingDocument document) => document.Tables
        .Where(table => table.Prov.Count > 0)
        .GroupBy(table => (table.Prov[0].PageNo, Math.Round(table.Prov[0].Bbox.L), Math.Round(table.Prov[0].Bbox.T)))
        .Count(same => same.Count() > 1);
}
