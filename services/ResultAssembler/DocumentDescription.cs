using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ResultAssembler;

/// <summary>What the document says of itself, and the files inside it as artifacts. What cannot be read leaves the
/// rest.</summary>
internal sealed class DocumentDescription(GatherContext gather, IDocumentFacts facts)
{
    private const string Folder = "attachments/";
    private const int MostFiles = 100;
    private const long MostBytes = 256L << 20;

    /// <returns>Null for what is neither a PDF nor an image.</returns>
    public async Task<DocumentFacts?> ReadAsync(CancellationToken cancellationToken)
    {
        if (gather.SourceFile.MediaType is not MediaTypes.Pdf and var type && !MediaTypes.IsImage(type))
        {
            return null;
        }

        try
        {
            var source = await gather.OpenSourceAsync(cancellationToken);
            var told = await facts.ReadAsync(source, cancellationToken);
            return told.Attachments is not { Count: > 0 } files || !gather.IsWanted(Folder + "any") ? told
                : told with { Attachments = await WriteAsync(source, files, cancellationToken) };
        }
        catch (FailureException error) when (!error.Failure.Retryable)
        {
            return new DocumentFacts { Warnings = [error.Failure] };
        }
    }

    private async Task<IReadOnlyList<EmbeddedFile>> WriteAsync(
        DocumentSource source, IReadOnlyList<EmbeddedFile> files, CancellationToken cancellationToken)
    {
        var (names, written, left) = (new AttachmentNames(), new List<EmbeddedFile>(files.Count), MostBytes);
        foreach (var (index, file) in files.Index())
        {
            var path = gather.TemporaryFile($"attachment-{index}");
            try
            {
                if (index >= MostFiles)
                {
                    throw TooMuch($"The document holds {files.Count} files; the first {MostFiles} are written out.");
                }

                await facts.WriteAttachmentAsync(source, index, path, cancellationToken);
                var size = new FileInfo(path).Length;
                if (size > left)
                {
                    throw TooMuch($"The files in the document have more than {MostBytes >> 20} MiB together.");
                }

                left -= size;
                var artifact = Folder + names.Take(file.Name);
                await gather.PutArtifactAsync(artifact, await TypeOfAsync(path, cancellationToken), path, cancellationToken);
                written.Add(file with { Artifact = artifact, SizeBytes = size });
            }
            catch (FailureException error) when (!error.Failure.Retryable)
            {
                written.Add(file with { Failure = error.Failure });
            }
            finally
            {
                // Those that are too much, too: there may be gigabytes of them.
                File.Delete(path);
            }
        }

        return written;
    }

    private static FailureException TooMuch(string message) => new(new Failure(FailureCodes.ResourceLimit, message));

    /// <summary>By its first bytes: what a stranger calls a file says nothing.</summary>
    private static async Task<string> TypeOfAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[64];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return MediaTypes.Sniff(head.AsSpan(0, read)) ?? "application/octet-stream";
    }
}
