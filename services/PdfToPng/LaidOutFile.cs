using DaprProcessing.Contracts.Catalogue;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Office;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Objects;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Chunks;
using DaprProcessing.Stages.Cuts;

namespace DaprProcessing.PdfToPng;

/// <summary>An office file on its pages: laid out once, as an object of the job that every chunk reads.</summary>
internal sealed class LaidOutFile(OfficeSuite suite, IDocumentProbe probe)
{
    private const string Pdf = "pages.pdf", Facts = "pages.json";

    private sealed record Description(long SizeBytes);

    /// <summary>Lays it out; says how many pages that makes.</summary>
    public async Task<int> MakeAsync(CutContext cut, CancellationToken cancellationToken)
    {
        var source = await cut.OpenSourceAsync(cancellationToken);
        var folder = Directory.CreateDirectory(cut.TemporaryFile("office"));
        var pdf = await suite.LayOutAsync(source, folder.FullName, cancellationToken);
        var probed = await probe.ProbeAsync(new DocumentSource(pdf, MediaTypes.Pdf), cancellationToken);

        CrashPoint.Reached("stage.outputs-half");
        await cut.Objects.PutFileAsync(KeyOf(cut, Pdf), pdf, MediaTypes.Pdf, cancellationToken);
        await cut.Objects.PutJsonAsync(
            KeyOf(cut, Facts), new Description(new FileInfo(pdf).Length), cancellationToken);
        return probed.Pages.Count;
    }

    public static async Task<DocumentSource> OpenAsync(ChunkContext chunk, CancellationToken cancellationToken)
    {
        var path = chunk.TemporaryFile(Pdf);
        try
        {
            var facts = await chunk.Objects.GetJsonAsync<Description>(KeyOf(chunk, Facts), cancellationToken);
            await chunk.Objects.DownloadAsync(KeyOf(chunk, Pdf), facts.SizeBytes, path, cancellationToken);
        }
        catch (ObjectNotFoundException error)
        {
            throw new FailureException(
                new Failure(FailureCodes.EngineUnavailable, "The file has no pages to draw: it was not laid out before."), error);
        }

        return new DocumentSource(path, MediaTypes.Pdf);
    }

    private static string KeyOf(StageContext context, string name) => context.KeyOf(AppIds.PdfToPng, name);
}
