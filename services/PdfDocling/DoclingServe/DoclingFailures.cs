using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.PdfDocling.DoclingServe;

/// <summary>From docling-serve's words for what went wrong to ours.</summary>
internal static partial class DoclingFailures
{
    private const int QuotedLetters = 200;

    public static Failure Of(DoclingResult result)
    {
        if (result.Status == "skipped")
        {
            return new Failure(FailureCodes.UnsupportedMediaType, Quoted(result.Errors is [var first, ..] ? first : null));
        }

        // An error of the document says more than those of its pages, which follow from it.
        return result.Errors.FirstOrDefault(error => error.PageNo is null) is { } whole ? Of(whole)
            : result.Errors.Count > 0 ? Of(result.Errors[0])
            : new Failure(FailureCodes.EngineAnswerInvalid, "docling-serve sent no document, and does not say why.");
    }

    public static Failure Of(DoclingError error) => error.Category switch
    {
        "policy" => new Failure(OfPolicy(error.Message), Quoted(error)),
        "capacity" => new Failure(FailureCodes.EngineRateLimited, Quoted(error), Retryable: true),
        "source_unavailable" => new Failure(FailureCodes.SourceUnavailable, Quoted(error)),
        "timeout" => new Failure(FailureCodes.EngineTimeout, Quoted(error)),
        // Empty, corrupt and locked files look the same to it: nothing else is said of them.
        "backend_failure" => new Failure(FailureCodes.InvalidDocument, Quoted(error)),
        _ => new Failure(FailureCodes.EngineCrash, Quoted(error)),
    };

    /// <summary>The task itself has failed: an exception, of which the server says little.</summary>
    public static Failure OfTask(string? message) =>
        new(FailureCodes.EngineCrash, $"docling-serve has failed: {Short(message ?? "it does not say why")}");

    /// <summary>A limit of the server, by the words it refuses with.</summary>
    private static string OfPolicy(string message) =>
        message.Contains("max_file_size", StringComparison.Ordinal) ? FailureCodes.ResourceLimit
        : message.Contains("max_num_pages", StringComparison.Ordinal) ? FailureCodes.TooManyPages
        : message.Contains("page_range", StringComparison.Ordinal) ? FailureCodes.PageMissing
        : message.Contains("not allowed", StringComparison.Ordinal) ? FailureCodes.UnsupportedMediaType
        : FailureCodes.EngineRefused;

    private static string Quoted(DoclingError? error) => $"docling-serve: {Short(error?.Message ?? "it does not say why")}";

    // A message may have the document's hash in it twice.
    private static string Short(string message)
    {
        var text = Hash().Replace(message.ReplaceLineEndings(" "), "…");
        return text.Length <= QuotedLetters ? text : $"{text[..QuotedLetters]}…";
    }

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
