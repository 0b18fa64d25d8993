using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Engines;
using DaprProcessing.Stages.Chunks;

namespace DaprProcessing.ImageProcessing;

/// <summary>
/// The blocks of a page in a colour for each kind, numbered in reading order, and its words, drawn on its picture: what people
/// check a result with.
/// </summary>
internal sealed class PageOverlays(IImageProcessor images)
{
    private const int WordColor = 0x909090;
    private const double WordStrokePt = 0.3;
    private const double BlockStrokePt = 0.9;

    /// <summary>More would not fit into a request to an engine, and nobody could see them.</summary>
    private const int MostWords = 20_000;

    public async Task<PageWork> AddAsync(PageWork page, PageText text, ChunkContext chunk, CancellationToken cancellationToken)
    {
        var source = await chunk.OpenSourceAsync(cancellationToken);
        var file = chunk.TemporaryFile($"{page.PageNo}.overlay.png");
        var layers = Layers(text, PageAnalyzer.Analyze(text));
        var dpi = chunk.Options<ImageProcessingOptions>().Dpi;
        var overlay = new PageOverlay(dpi, text.WidthPt, text.HeightPt, text.RotationDeg, layers, file);
        var picture = await images.DrawOverlayAsync(source, page.PageNo, overlay, cancellationToken);
        return page.With(
            "overlay",
            await chunk.PutArtifactAsync($"overlay/{page.PageNo:D4}.png", file, "image/png", picture, cancellationToken));
    }

    private static List<OverlayLayer> Layers(PageText text, PageLayout layout)
    {
        var words = text.Words.Take(MostWords).Select(word => word.Box);
        List<OverlayLayer> layers = [new(WordColor, WordStrokePt, Flat(words))];
        layers.AddRange(layout.Blocks.Index().GroupBy(block => ColorOf(block.Item.Kind)).Select(group => new OverlayLayer(
            group.Key, BlockStrokePt, Flat(group.Select(block => block.Item.Box)), [.. group.Select(block => block.Index + 1)])));
        return layers;
    }

    private static int ColorOf(BlockKind kind) => kind switch
    {
        BlockKind.ListItem => 0x2E8B57,
        BlockKind.Table => 0xC0392B,
        BlockKind.Picture => 0x8E44AD,
        BlockKind.Caption => 0xB9770E,
        BlockKind.Footnote => 0x566573,
        BlockKind.Code => 0x117A65,
        _ => 0x1F618D,
    };

    private static List<double> Flat(IEnumerable<Box> boxes) =>
        [.. boxes.SelectMany(box => new[] { box.L, box.T, box.R, box.B }).Select(length => Math.Round(length, 1))];
}
