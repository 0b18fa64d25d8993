using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Engines;
using DaprProcessing.Stages;
using DaprProcessing.Stages.Gathers;

namespace DaprProcessing.ImageProcessing;

/// <summary>What is made of all pages: a contact sheet of the thumbnails, and one TIFF where the pages are TIFF.</summary>
internal sealed class ImageGather(GatherContext gather, IImageProcessor images)
{
    private const string Sheet = "contact-sheet.png", Tiff = "images.tiff";

    /// <summary>Finding the end of a TIFF takes longer with each page.</summary>
    private const int MostTiffPages = 1_000;

    public async Task<Gathered> GatherAsync(CancellationToken cancellationToken)
    {
        var units = await gather.ReadUnitsAsync(cancellationToken);
        gather.AddUnitArtifacts(units);
        var thumbnails = await FetchAsync(units, ImageCopies.Thumbnail, _ => true, cancellationToken);
        if (thumbnails.Count > 0 && gather.IsWanted(Sheet))
        {
            var sheet = gather.TemporaryFile(Sheet);
            await images.DrawContactSheetAsync(thumbnails, sheet, cancellationToken);
            await gather.PutArtifactAsync(Sheet, MediaTypes.Png, sheet, cancellationToken);
        }

        var pages = await FetchAsync(
            units, ImageCopies.Image, output => output.Artifact!.MediaType == MediaTypes.Tiff, cancellationToken);
        if (pages.Count is > 1 and <= MostTiffPages && gather.IsWanted(Tiff))
        {
            var joined = gather.TemporaryFile(Tiff);
            await images.JoinTiffAsync(pages, joined, cancellationToken);
            await gather.PutArtifactAsync(Tiff, MediaTypes.Tiff, joined, cancellationToken);
        }

        return new Gathered(units);
    }

    private async Task<List<string>> FetchAsync(
        IReadOnlyList<PageWork> units, string name, Func<PageOutput, bool> isWanted, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        foreach (var unit in units.Where(unit => unit.Output(name) is { Key: not null } output && isWanted(output)))
        {
            files.Add(gather.TemporaryFile($"{name}-{unit.PageNo}"));
            var content = await gather.Objects.GetAsync(unit.Output(name)!.Key!, cancellationToken);
            await File.WriteAllBytesAsync(files[^1], content, cancellationToken);
        }

        return files;
    }
}
