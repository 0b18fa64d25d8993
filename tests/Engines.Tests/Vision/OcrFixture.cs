using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Vision;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Engines.Tests.Vision;

/// <summary>All recognisers as a service gets them, over real engines.</summary>
public sealed class OcrFixture : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public OcrFixture()
        : this(null)
    {
    }

    internal OcrFixture(string? models)
    {
        if (models is null && Models.MissingOcr is null)
        {
            // The folder as `make models` lays it out, wherever the files are here.
            models = _folder.Path;
            foreach (var model in (string[])[Models.TextDetector, Models.TextRecognizer, Models.Turn])
            {
                File.CreateSymbolicLink(_folder.File($"ocr/{Path.GetFileName(model)}"), model);
            }
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Models:Folder"] = models, ["VisionEngines:Processes"] = "1",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDocumentEngines(configuration).AddNeuralOcr(configuration);
        _services = services.BuildServiceProvider();
    }

    public EngineFixture Documents { get; } = new();

    public Task<PageText> ReadAsync(string engine, DocumentSource source, double dpi = 200, int pageNo = 1) =>
        ReadAsync(engine, source, new RecognizeSettings(dpi), pageNo);

    public Task<PageText> ReadAsync(string engine, DocumentSource source, RecognizeSettings settings, int pageNo = 1) =>
        _services.GetRequiredService<EngineChoice<ITextRecognizer>>().Named(engine)
            .RecognizeAsync(source, pageNo, settings, CancellationToken.None);

    /// <summary>The turns that a page is given before it is read.</summary>
    public Task<int> TurnAsync(DocumentSource source) =>
        _services.GetRequiredService<PageTurn>().QuartersAsync(source, 1, CancellationToken.None);

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Documents.DisposeAsync();
        _folder.Dispose();
    }
}
