using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Vision;
using DaprProcessing.PdfDocling;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Services.Tests.PdfDocling;

/// <summary>Who is asked about a page's structure, over real engines.</summary>
public sealed class LayoutReaderTests : IAsyncDisposable, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ServiceProvider> _services = [];
    private bool _opened;

    public void Dispose() => _folder.Dispose();

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
        {
            await services.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_NeuralWithoutModels_IsRefusedAndSaysWhatBringsThem()
    {
        var failure = (await Assert.ThrowsAsync<FailureException>(() =>
            ReadAsync(PdfDoclingOptions.Neural, _folder.File("nothing"), Full()))).Failure;

        Assert.Equal((FailureCodes.EngineUnavailable, false), (failure.Code, failure.Retryable));
        Assert.Contains("make models", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_AutoWithoutModels_IsByRules()
    {
        var (layout, origin) = await ReadAsync(PdfDoclingOptions.Auto, _folder.File("nothing"), Holed());

        Assert.Equal((LayoutOrigin.Rules, null), (origin.By, origin.Reason));
        Assert.Equal((LayoutOrigin.Rules, 5), (Assert.Single(origin.Tables).By, origin.Tables[0].Rows));
        Assert.Single(layout.Blocks);
        Assert.False(_opened);
    }

    [Fact]
    public async Task ReadAsync_AutoWithFilesThatAreNoModels_IsByRulesAndSaysWhy()
    {
        var models = Directory.CreateDirectory(_folder.File("broken/layout")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(models, "layout_cdla.onnx"), new byte[100]);
        await File.WriteAllBytesAsync(Path.Combine(models, "slanet-1m.onnx"), new byte[100]);

        var (_, origin) = await ReadAsync(PdfDoclingOptions.Auto, _folder.File("broken"), Holed());

        Assert.Equal((LayoutOrigin.Rules, FailureCodes.EngineUnavailable), (origin.By, origin.Reason));
        Assert.Empty(Directory.EnumerateFiles(_folder.File("."), "*.png"));
    }

    [LayoutModelFact]
    public async Task ReadAsync_AutoWhereRulesAreSure_OpensNoDocument()
    {
        var (_, origin) = await ReadAsync(PdfDoclingOptions.Auto, SamplePaths.Models, Full());

        Assert.Equal((LayoutOrigin.Rules, null), (origin.By, origin.Reason));
        Assert.False(_opened);
    }

    [LayoutModelFact]
    public async Task ReadAsync_AutoWhereRulesAreUnsure_HasModelsLookAndSaysWhy()
    {
        var (layout, origin) = await ReadAsync(PdfDoclingOptions.Auto, SamplePaths.Models, Holed());

        Assert.Equal((LayoutOrigin.Neural, "weak_grid"), (origin.By, origin.Reason));
        Assert.True(_opened);
        Assert.Equal(layout.Letters, layout.Blocks.Sum(block => block.Text.Count(char.IsLetterOrDigit)
            + (block.Table?.Cells.Sum(cell => cell.Text.Count(char.IsLetterOrDigit)) ?? 0)));
    }

    [LayoutModelFact]
    public async Task ReadAsync_Neural_TellsEachTableWithWhoReadIt()
    {
        var (_, origin) = await ReadAsync(PdfDoclingOptions.Neural, SamplePaths.Models, Full());

        Assert.Equal((LayoutOrigin.Neural, "requested"), (origin.By, origin.Reason));
        Assert.Equal((7, 4), (Assert.Single(origin.Tables).Rows, origin.Tables[0].Columns));
    }

    private static string[][] Full() =>
    [
        ["Month", "Ships", "Cargo", "Days"], ["March", "31", "salt", "12"], ["April", "28", "coal", "9"],
        ["May", "40", "glass", "14"], ["June", "12", "salt", "3"], ["July", "9", "wood", "2"], ["August", "51", "iron", "17"],
    ];

    private static string[][] Holed() =>
        [["alpha", "", "beta"], ["gamma", "delta", ""], ["", "epsilon", "zeta"], ["eta", "", "theta"], ["iota", "", "kappa"]];

    private async Task<(PageLayout Layout, LayoutOrigin Origin)> ReadAsync(string mode, string models, string[][] rows)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Models:Folder", models), new("VisionEngines:Processes", "1"), new("Engines:Processes", "1")]).Build();
        var services = new ServiceCollection().AddLogging().AddDocumentEngines(settings).AddVisionEngines(settings)
            .AddSingleton<LayoutReader>().BuildServiceProvider();
        _services.Add(services);
        var path = _folder.File("table.pdf");
        await File.WriteAllBytesAsync(path, Draw(rows).Build());
        var source = new DocumentSource(path, MediaTypes.Pdf);
        var page = await services.GetRequiredService<ITextExtractor>().ExtractAsync(source, 1, CancellationToken.None);
        return await services.GetRequiredService<LayoutReader>().ReadAsync(
            page, mode, _ => Task.FromResult(Opened(source)), () => _folder.File("page.png"), CancellationToken.None);
    }

    private DocumentSource Opened(DocumentSource source)
    {
        _opened = true;
        return source;
    }

    private static PdfBuilder Draw(string[][] rows) => new PdfBuilder().Page(
        draw =>
        {
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < rows[row].Length; column++)
                {
                    draw = rows[row][column].Length == 0 ? draw
                        : draw.Text(72 + (column * 110), 540 - (row * 20), rows[row][column], 11);
                }
            }
        },
        612, 792);
}
