using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>The document or the page cannot be done, and the caller is told why.</summary>
internal sealed class DocumentFault(Failure failure) : EngineFault(failure)
{
    public DocumentFault(string code, string message)
        : this(new Failure(code, message))
    {
    }

    public static DocumentFault PageMissing(int pageNo) =>
        new(FailureCodes.PageMissing, $"Page {pageNo} is not in the document, or cannot be read.");

    public static DocumentFault Invalid(string kind) =>
        new(FailureCodes.InvalidDocument, $"The file is not {(kind[0] is 'i' ? "an" : "a")} {kind} that can be read.");
}
