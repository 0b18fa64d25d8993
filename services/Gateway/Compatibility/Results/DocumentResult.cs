using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Jobs;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Gateway.Compatibility.Tasks;

namespace DaprProcessing.Gateway.Compatibility.Results;

/// <summary>What became of one document: its status, and what went wrong with it or its pages.</summary>
/// <param name="Result">Null where the document has none.</param>
internal sealed record DocumentResult(TaskSource Source, string Status, JobRecord? Job, JobResult? Result)
{
    private Task<DoclingDocument>? _document;

    public bool HasDocument => Result is not null && Status is "success" or "partial_success";

    /// <summary>What the document takes as JSON.</summary>
    public long DocumentBytes => HasDocument
        ? Result!.Artifacts.FirstOrDefault(artifact => artifact.Name == ArtifactNames.DocumentJson)?.SizeBytes ?? 0 : 0;

    /// <summary>No picture of the document is an artifact of its own, which its JSON would have to refer to.</summary>
    public bool HasNoPictures =>
        !Result!.Artifacts.Any(artifact => artifact.Name.StartsWith("pictures/", StringComparison.Ordinal));

    public double Seconds => Job is { StartedAt: { } started, FinishedAt: { } finished } ? (finished - started).TotalSeconds : 0;

    /// <summary>The document, read where nobody has yet.</summary>
    public Task<DoclingDocument> DocumentAsync(Func<Task<DoclingDocument>> read) => _document ??= read();

    /// <summary>Never null: clients count on a list.</summary>
    public JsonArray Errors() => new([.. Source.Fault is { } fault ? [Error("user_input", "", fault.Message, fault.Category)]
        : Job is null ? [Error("pipeline", "", "The job is no longer there.", "source_unavailable")]
        : Job.Failure is { } failure ? [Error("user_input", "", failure.Message, CategoryOf(failure))]
        : PageErrors()]);

    /// <summary>Null for a document without a result; scores only where this platform has them.</summary>
    public JsonNode? Confidence()
    {
        if (!HasDocument)
        {
            return null;
        }

        var pages = new JsonObject();
        var scores = new List<double>();
        foreach (var page in Result!.Pages)
        {
            var score = page.Outputs.TryGetValue(PageText.Output, out var facts)
                && facts.TryGetProperty("confidence", out var confidence) && confidence.TryGetDouble(out var value)
                ? value
                : (double?)null;
            scores.AddRange(score is { } known ? [known] : []);
            pages[$"{page.PageNo}"] = Scores(score, []);
        }

        return Scores(scores.Count > 0 ? scores.Average() : null, pages);
    }

    private static JsonObject Scores(double? ocr, JsonObject pages) => new()
    {
        ["parse_score"] = null,
        ["layout_score"] = null,
        ["table_score"] = null,
        ["ocr_score"] = ocr,
        ["mean_score"] = ocr,
        ["low_score"] = ocr,
        ["mean_grade"] = Grade(ocr),
        ["low_grade"] = Grade(ocr),
        ["pages"] = pages,
    };

    private static string Grade(double? score) => score switch
    {
        null => "unspecified",
        < 0.5 => "poor",
        < 0.8 => "fair",
        < 0.9 => "good",
        _ => "excellent",
    };

    private IEnumerable<JsonNode> PageErrors() =>
        from page in Result?.Pages ?? []
        let failed = page.Failure
        where failed is not null
        let component = failed.Stage switch
        {
            "pdf-to-png" => "document_backend",
            "png-to-text" => "model",
            "pdf-docling" => "doc_assembler",
            _ => "pipeline",
        }
        select Error(component, failed.Stage, failed.Failure.Message, CategoryOf(failed.Failure), page.PageNo);

    // To its clients a document that cannot be opened is its backend's failure, not a policy's.
    private static string CategoryOf(Failure failure) => failure.Code is FailureCodes.InvalidDocument
        or FailureCodes.PasswordRequired or FailureCodes.WrongPassword or FailureCodes.EmptyFile or FailureCodes.NoPages
        ? "backend_failure"
        : failure.Category;

    private static JsonNode Error(string component, string module, string message, string category, int? pageNo = null) =>
        new JsonObject
        {
            ["component_type"] = component,
            ["module_name"] = module,
            ["error_message"] = message,
            ["category"] = category,
            ["page_no"] = pageNo,
        };
}
