using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines;

/// <summary>Writes documents with what was read of them, in engine processes.</summary>
public interface ISearchablePdf
{
    /// <summary>
    /// Writes the document as a PDF with an invisible text layer of what OCR has read. May throw <see cref="FailureException"/>.
    /// </summary>
    /// <param name="pages">In order; pages without recognised words are left as they are.</param>
    /// <param name="isArchival">As PDF/A-2b; <see cref="FailureCodes.PdfaNotPossible"/> where the document does not allow
    /// it.</param>
    /// <returns>How many pages got a layer.</returns>
    Task<int> WriteAsync(
        DocumentSource source, IAsyncEnumerable<PageText> pages, string outputPath, bool isArchival,
        CancellationToken cancellationToken);
}
