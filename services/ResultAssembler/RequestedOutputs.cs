using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Contracts.Results;
using DaprProcessing.Documents.Export;
using DaprProcessing.Engines;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ResultAssembler;

/// <summary>What a job asks for besides the document: a searchable PDF, hOCR, ALTO. One that cannot be made leaves the
/// rest.</summary>
internal sealed class RequestedOutputs(GatherContext gather, ISearchablePdf searchable)
{
    private const string Searchable = "searchable.pdf", Hocr = "document.hocr", Alto = "document.alto.xml";

    private readonly List<OutputFailure> _notMade = [];

    public async Task<IReadOnlyList<OutputFailure>> WriteAsync(
        IReadOnlyList<PageWork> pages, CancellationToken cancellationToken)
    {
        var read = new ReadPages(gather, pages);
        foreach (var output in gather.Options<ResultAssemblerOptions>().Outputs.Distinct())
        {
            var (name, write) = output switch
            {
                ResultAssemblerOptions.SearchablePdf => (Searchable, () => WriteSearchableAsync(read, cancellationToken)),
                ResultAssemblerOptions.Hocr => (Hocr, () => WriteHocrAsync(read, cancellationToken)),
                _ => (Alto, (Func<Task>)(() => WriteAltoAsync(read, cancellationToken))),
            };
            if (gather.IsWanted(name))
            {
                await TryAsync(name, write);
            }
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

    private async Task WriteSearchableAsync(ReadPages read, CancellationToken cancellationToken)
    {
        var source = await gather.OpenSourceAsync(cancellationToken);
        var path = gather.TemporaryFile(Searchable);
        await searchable.WriteAsync(source, read.RecognizedAsync(cancellationToken), path, cancellationToken);
        await gather.PutArtifactAsync(Searchable, MediaTypes.Pdf, path, cancellationToken);
    }

    private Task WriteHocrAsync(ReadPages read, CancellationToken cancellationToken) => gather.WriteArtifactAsync(
        Hocr, "application/xhtml+xml",
        stream => HocrWriter.WriteAsync(gather.SourceFile.FileName, read.AllAsync(cancellationToken), stream), cancellationToken);

    private Task WriteAltoAsync(ReadPages read, CancellationToken cancellationToken) => gather.WriteArtifactAsync(
        Alto, "application/xml",
        stream => AltoWriter.WriteAsync(gather.SourceFile.FileName, read.AllAsync(cancellationToken), stream), cancellationToken);
}
