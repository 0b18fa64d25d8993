using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.PdfDocling.DoclingServe;

/// <summary>Pages that follow on one another, and what became of them.</summary>
/// <param name="Failure">Of all of them; null where there is a document.</param>
/// <param name="PageFailures">Of some of them.</param>
internal sealed record PageRun(
    int First, int Last, DoclingDocument? Document, Failure? Failure, IReadOnlyDictionary<int, Failure> PageFailures)
{
    /// <summary>Where the document is kept; 0 where no page was converted.</summary>
    public int FirstConverted => Enumerable.Range(First, Last - First + 1).FirstOrDefault(page => FailureOf(page) is null);

    public bool Has(int pageNo) => pageNo >= First && pageNo <= Last;

    public Failure? FailureOf(int pageNo) => Failure ?? PageFailures.GetValueOrDefault(pageNo);

    /// <exception cref="FailureException">Its document is none.</exception>
    public static PageRun Of(DoclingResult result, int first, int last)
    {
        if (result.Status is "failure" or "skipped" || result.Document is not { } content)
        {
            var failure = DoclingFailures.Of(result);
            return failure.Retryable ? throw new FailureException(failure)
                : new PageRun(first, last, null, failure, Failures(result));
        }

        var document = ForeignDocument.Read(content);
        var failures = result.Status == "success" ? [] : Failures(result);
        for (var page = first; page <= last; page++)
        {
            if (!document.Pages.ContainsKey(page))
            {
                failures.TryAdd(page, new Failure(
                    FailureCodes.EngineAnswerInvalid, $"{DoclingServeClient.Name} has left the page out."));
            }
        }

        return new PageRun(first, last, document, null, failures);
    }

    /// <summary>The first and last of each run of numbers that follow on one another.</summary>
    public static IEnumerable<(int First, int Last)> Of(IEnumerable<int> pages)
    {
        (int First, int Last)? run = null;
        foreach (var page in pages.Order())
        {
            if (run is { } open && page == open.Last + 1)
            {
                run = (open.First, page);
                continue;
            }

            if (run is { } done)
            {
                yield return done;
            }

            run = (page, page);
        }

        if (run is { } last)
        {
            yield return last;
        }
    }

    private static Dictionary<int, Failure> Failures(DoclingResult result) => result.Errors
        .Where(error => error.PageNo is not null).DistinctBy(error => error.PageNo)
        .ToDictionary(error => error.PageNo!.Value, DoclingFailures.Of);
}
