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

    /// <summary>More is no file to open in one piece, and would stand on the disk twice; the pages are there by
    /// themselves.</summary>
    private const long MostTiffBytes = 256L << 20;

    public async Task<Gathered> GatherAsync(CancellationToken cancellationToken)
    {
        var units = await gather.ReadUnitsAsync(cancellationToken);
        gather.AddUnitArtifacts(units);
        await DrawSheetAsync(
            [.. units.Where(unit => unit.Output(ImageCopies.Thumbnail) is { Key: not null })], cancellationToken);
        await JoinTiffAsync([.. units.Where(IsTiff)], cancellationToken);
        return new Gathered(units);
    }

    private static bool IsTiff(PageWork unit) =>
        unit.Output(ImageCopies.Image) is { Key: not null, Artifact.MediaType: MediaTypes.Tiff };

    private async Task DrawSheetAsync(IReadOnlyList<PageWork> units, CancellationToken cancellationToken)
    {
        if (units.Count == 0 || !gather.IsWanted(Sheet))
        {
            return;
        }

        var thumbnails = await FetchAsync(units, ImageCopies.Thumbnail, cancellationToken);
        var sheet = gather.TemporaryFile(Sheet);
        await images.DrawContactSheetAsync([.. units.Select(unit => unit.PageNo).Zip(thumbnails)], sheet, cancellationToken);
        await gather.PutArtifactAsync(Sheet, MediaTypes.Png, sheet, cancellationToken);
    }

    // Whether it is to be made is told by the pages' facts, before a byte of them is brought here.
    private async Task JoinTiffAsync(IReadOnlyList<PageWork> units, CancellationToken cancellationToken)
    {
        var bytes = units.Sum(unit => unit.Output(ImageCopies.Image)!.Artifact!.SizeBytes);
        if (units.Count is <= 1 or > MostTiffPages || bytes > MostTiffBytes || !gather.IsWanted(Tiff))
        {
            return;
        }

        var joined = gather.TemporaryFile(Tiff);
        await images.JoinTiffAsync(await FetchAsync(units, ImageCopies.Image, cancellationToken), joined, cancellationToken);
        await gather.PutArtifactAsync(Tiff, MediaTypes.Tiff, joined, cancellationToken);
    }

    private async Task<List<string>> FetchAsync(
        IReadOnlyList<PageWork> units, string name, CancellationToken cancellationToken)
    {
        var files = new List<string>(units.Count);
        foreach (var unit in units)
        {
            files.Add(gather.TemporaryFile($"{name}-{unit.PageNo}"));
            var content = await gather.Objects.GetAsync(unit.Output(name)!.Key!, cancellationToken);
            await File.WriteAllBytesAsync(files[^1], content, cancellationToken);
        }

        return files;
    }
}
