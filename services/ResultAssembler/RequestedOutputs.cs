using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Export;
using DaprProcessing.Engines;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ResultAssembler;

/// <summary>
/// What a job asks for besides the document: a searchable PDF, the same as PDF/A, hOCR, ALTO. One that cannot be made leaves
/// the rest.
/// </summary>
internal sealed class RequestedOutputs(GatherContext gather, ISearchablePdf searchable)
{
    private const string Searchable = "searchable.pdf", Archival = "searchable-pdfa.pdf", Hocr = "document.hocr";
    private const string Alto = "document.alto.xml";

    private readonly List<OutputFailure> _notMade = [];

    public async Task<IReadOnlyList<OutputFailure>> WriteAsync(
        IReadOnlyList<PageWork> pages, CancellationToken cancellationToken)
    {
        var read = new ReadPages(gather, pages);
        var outputs = gather.Options<ResultAssemblerOptions>().Outputs.Distinct().ToList();
        foreach (var output in outputs)
        {
            var (name, write) = output switch
            {
                ResultAssemblerOptions.SearchablePdf =>
                    (Searchable, () => WriteSearchableAsync(Searchable, read, cancellationToken)),
                ResultAssemblerOptions.SearchablePdfa =>
                    (Archival, () => WriteSearchableAsync(Archival, read, cancellationToken)),
                ResultAssemblerOptions.Hocr => (Hocr, () => WriteHocrAsync(read, cancellationToken)),
                _ => (Alto, (Func<Task>)(() => WriteAltoAsync(read, cancellationToken))),
            };
            if (gather.IsWanted(name))
            {
                await TryAsync(name, write);
            }
        }

        var isMissing = _notMade.Exists(output => output.Failure.Code == FailureCodes.PdfaNotPossible);
        if (isMissing && !outputs.Contains(ResultAssemblerOptions.SearchablePdf) && gather.IsWanted(Searchable))
        {
            await TryAsync(Searchable, () => WriteSearchableAsync(Searchable, read, cancellationToken));
        }

        return _notMade;
    }

    private async Task TryAsync(string name, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (FailureException error) when (!error.Failure.Retryable)
        {
            _notMade.Add(new OutputFailure(name, error.Failure));
        }
    }

    private async Task WriteSearchableAsync(string name, ReadPages read, CancellationToken cancellationToken)
    {
        var source = await gather.OpenSourceAsync(cancellationToken);
        var path = gather.TemporaryFile(name);
        var words = read.RecognizedAsync(cancellationToken);
        await searchable.WriteAsync(source, words, path, isArchival: name == Archival, cancellationToken);
        await gather.PutArtifactAsync(name, MediaTypes.Pdf, path, cancellationToken);
    }

    private Task WriteHocrAsync(ReadPages read, CancellationToken cancellationToken) => gather.WriteArtifactAsync(
        Hocr, "application/xhtml+xml",
        stream => HocrWriter.WriteAsync(gather.SourceFile.FileName, read.AllAsync(cancellationToken), stream), cancellationToken);

    private Task WriteAltoAsync(ReadPages read, CancellationToken cancellationToken) => gather.WriteArtifactAsync(
        Alto, "application/xml",
        stream => AltoWriter.WriteAsync(gather.SourceFile.FileName, read.AllAsync(cancellationToken), stream), cancellationToken);
}
