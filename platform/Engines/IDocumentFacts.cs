using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines;

/// <summary>Reads what a document says of itself, in engine processes. Every call may throw
/// <see cref="FailureException"/>.</summary>
public interface IDocumentFacts
{
    /// <summary>Information, bookmarks, the names of embedded files, a form's data; empty for what is no PDF.</summary>
    Task<DocumentFacts> ReadAsync(DocumentSource source, CancellationToken cancellationToken);

    /// <summary>Writes one of the embedded files.</summary>
    /// <param name="index">Its place among them, from 0.</param>
    Task WriteAttachmentAsync(DocumentSource source, int index, string outputPath, CancellationToken cancellationToken);
}
