using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests.Vision;

/// <summary>The models themselves, in the engine program: where a table is, and how it is cut.</summary>
public sealed class LayoutModelTests(VisionFixture fixture) : IClassFixture<VisionFixture>
{
    private static readonly string[][] Harvest =
    [
        ["Month", "Ships", "Cargo", "Days"], ["March", "31", "salt", "12"], ["April", "28", "coal", "9"],
        ["May", "40", "glass", "14"], ["June", "12", "salt", "3"], ["July", "9", "wood", "2"], ["August", "51", "iron", "17"],
    ];

    private static string Detector => Path.Combine(Models.LayoutFolder, "layout_cdla.onnx");

    private static string Reader => Path.Combine(Models.LayoutFolder, "slanet-1m.onnx");

    [LayoutModelFact]
    public async Task Detector_FindsTableAndTitleOfAPaper()
    {
        var paper = new DocumentSource(SamplePaths.Sample("paper-two-column.pdf"), MediaTypes.Pdf);

        var regions = await fixture.Engines.DetectRegionsAsync(
            Detector, await fixture.PictureAsync(paper, dpi: 144), 0, CancellationToken.None);

        var table = Assert.Single(regions, region => region is { Kind: RegionKind.Table, Score: > 0.5 }).Box;
        Assert.True(table is { L: > 0.45, T: > 0.6, R: < 0.95, B: < 0.8 }, $"{table}");
        Assert.Contains(regions, region => region is { Kind: RegionKind.Title, Score: > 0.5, Box.B: < 0.2 });
    }

    [LayoutModelFact]
    public async Task Reader_CutsATableIntoItsCells()
    {
        var place = new Box(67 / 612.0, 235 / 792.0, 457 / 612.0, 385 / 792.0);

        var table = Assert.Single(await fixture.Engines.ReadTablesAsync(
            Reader, await fixture.PictureAsync(Page(), dpi: 144), 0, [place], CancellationToken.None));

        Assert.Equal((7, 4, true), (table.Rows, table.Columns, table.IsWhole));
        Assert.InRange(table.Score, 0.9, 1);
        Assert.Equal(28, table.Cells.Count);
        Assert.All(table.Cells, cell => Assert.InRange(cell.Box.CenterY, cell.Row / 7.0 - 0.1, (cell.Row + 1) / 7.0 + 0.1));
    }

    [LayoutModelFact]
    public async Task Reader_PlaceWithoutSize_IsAnAnswerAllTheSame()
    {
        var picture = await fixture.PictureAsync(Page(), dpi: 72);

        Assert.Equal(2, (await fixture.Engines.ReadTablesAsync(
            Reader, picture, 0, [default, new Box(1, 1, 2, 2)], CancellationToken.None)).Count);
    }

    [LayoutModelFact]
    public async Task Detector_ThatIsATableReader_IsATypedFailure()
    {
        var picture = await fixture.PictureAsync(Page(), dpi: 72);

        var failure = (await Assert.ThrowsAsync<FailureException>(() =>
            fixture.Engines.DetectRegionsAsync(Reader, picture, 0, CancellationToken.None))).Failure;

        Assert.Equal(FailureCodes.EngineUnavailable, failure.Code);
        Assert.Contains("has no output", failure.Message, StringComparison.Ordinal);
    }

    private DocumentSource Page() => fixture.Documents.Pdf(new PdfBuilder().Page(
        draw =>
        {
            for (var row = 0; row < Harvest.Length; row++)
            {
                for (var column = 0; column < 4; column++)
                {
                    draw = draw.Text(72 + (column * 110), 792 - 252 - (row * 20), Harvest[row][column], 11);
                }
            }
        },
        612, 792));
}
