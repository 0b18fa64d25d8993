using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.PdfDocling.DoclingServe;
using DaprProcessing.Stages.Chunks;
using Microsoft.Extensions.Options;

namespace DaprProcessing.PdfDocling;

/// <summary>Picks who finds the structure of a chunk's pages, and who does it while that one is down.</summary>
internal sealed partial class PageConverter(
    PageLayouts builtIn, DoclingServePages doclingServe, IOptions<ConverterOptions> deployed, ILogger<PageConverter> logger)
{
    public async Task<IReadOnlyList<PageWork>> RunAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var chosen = chunk.Options<PdfDoclingOptions>();
        var engine = chosen.Engine == PdfDoclingOptions.Auto ? deployed.Value.Engine : chosen.Engine;
        if (engine == PdfDoclingOptions.BuiltIn)
        {
            return await builtIn.RunAsync(chunk, reason: null, cancellationToken);
        }

        if (chosen.FallBack && await HasPasswordAsync(chunk, cancellationToken))
        {
            return await builtIn.RunAsync(chunk, FailureCodes.EncryptedDocument, cancellationToken);
        }

        try
        {
            return await doclingServe.RunAsync(chunk, cancellationToken);
        }
        catch (FailureException down) when (down.Failure.Retryable && chosen.FallBack)
        {
            LogFallsBack(logger, engine, down.Failure.Message);
            return await builtIn.RunAsync(chunk, down.Failure.Code, cancellationToken);
        }
    }

    /// <summary>docling-serve takes none. A source that is not there is told of by whoever works on it.</summary>
    private static async Task<bool> HasPasswordAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        try
        {
            return (await chunk.OpenSourceAsync(cancellationToken)).Password is not null;
        }
        catch (FailureException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Engine} is down, the pages are done without it: {Reason}")]
    private static partial void LogFallsBack(ILogger logger, string engine, string reason);
}
