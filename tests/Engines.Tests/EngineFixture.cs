using System.Globalization;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Engines.Pool;
using DaprProcessing.TestKit.Pdf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Engines.Tests;

/// <summary>The engines as a service gets them, over real engine processes, and a folder for documents.</summary>
public sealed class EngineFixture : IAsyncDisposable, IAsyncLifetime
{
    private readonly ServiceProvider _services;
    private readonly string _folder = Directory.CreateTempSubdirectory("engines-").FullName;
    private int _files;

    public EngineFixture()
        : this([])
    {
    }

    internal EngineFixture(Dictionary<string, string?> settings, Action<EngineOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDocumentEngines(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.Configure<EngineOptions>(options => configure?.Invoke(options));
        _services = services.BuildServiceProvider();
    }

    public IDocumentProbe Probe => _services.GetRequiredService<IDocumentProbe>();

    public IPdfRenderer Renderer => _services.GetRequiredService<IPdfRenderer>();

    public ITextExtractor Extractor => _services.GetRequiredService<ITextExtractor>();

    public ITextRecognizer Recognizer => _services.GetRequiredService<ITextRecognizer>();

    public IImageProcessor Images => _services.GetRequiredService<IImageProcessor>();

    public IDocumentFacts Facts => _services.GetRequiredService<IDocumentFacts>();

    public ISearchablePdf Searchable => _services.GetRequiredService<ISearchablePdf>();

    public EnginePool Pool => _services.GetRequiredService<EnginePool>();

    public string NewPath(string extension = "") =>
        Path.Combine(_folder, Interlocked.Increment(ref _files).ToString(CultureInfo.InvariantCulture) + extension);

    public DocumentSource Pdf(PdfBuilder builder) => File(builder.Build());

    /// <summary>A document of these bytes, with its type sniffed; a PDF where nothing is recognised.</summary>
    public DocumentSource File(byte[] content, string? password = null)
    {
        var path = NewPath();
        System.IO.File.WriteAllBytes(path, content);
        return new DocumentSource(path, MediaTypes.Sniff(content) ?? MediaTypes.Pdf, password);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
