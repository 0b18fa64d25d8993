using DaprProcessing.Bench.Measuring;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Vision;
using DaprProcessing.PdfDocling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Quality.Reading;

/// <summary>The engines and layout as the document pipeline runs them, without services and storage between.</summary>
/// <param name="written">Where each document's Markdown is put; null for nowhere.</param>
/// <param name="layout">One of <see cref="PdfDoclingOptions.Layout"/>.</param>
internal sealed class OurReader(PageCache cache, string? written, string layout) : IReader, IAsyncDisposable
{
    /// <summary>Books are read as far as this.</summary>
    private const int MaxPages = 60;

    private readonly ServiceProvider _services = Services();

    public string Name => "ours";

    public bool HasStructure => true;

    /// <summary>Processor time and pages so far; what the cache gave costs no time in an engine, so it does not count.</summary>
    public (TimeSpan Cpu, int Pages) Spent { get; private set; }

    private IPdfRenderer Renderer => _services.GetServices<IPdfRenderer>().First();

    private LayoutReader Layout => _services.GetRequiredService<LayoutReader>();

    private ITextExtractor Extractor => _services.GetRequiredService<ITextExtractor>();

    public async Task<Rendition?> ReadAsync(string path, int? page, CancellationToken cancellationToken) =>
        (await ReadDocumentAsync(path, page, cancellationToken))?.ToRendition();

    public async Task<OurDocument?> ReadDocumentAsync(string path, int? page, CancellationToken cancellationToken)
    {
        var source = new DocumentSource(Path.GetFullPath(path), MediaTypes.Pdf);
        var before = CpuTime.Of(Environment.ProcessId);
        try
        {
            var pages = await cache.GetAsync(path, $"page {page}", () => ExtractAsync(source, page, cancellationToken));
            var document = await LayAsync(source, source.Path, pages.Value, cancellationToken);
            if (pages.IsNew)
            {
                Spent = (Spent.Cpu + (CpuTime.Of(Environment.ProcessId) - before).Total, Spent.Pages + pages.Value.Count);
            }

            return document;
        }
        catch (FailureException)
        {
            return null;
        }
    }

    /// <summary>The page printed gray, and read from that picture alone.</summary>
    public async Task<OurDocument?> ReadPrintAsync(string path, int page, double dpi, CancellationToken cancellationToken)
    {
        var source = new DocumentSource(Path.GetFullPath(path), MediaTypes.Pdf);
        var png = NewPicture();
        try
        {
            var pages = await cache.GetAsync(path, $"print {page} {dpi}", async () =>
            {
                await DrawAsync(path, page, dpi, png, cancellationToken);
                return [await _services.GetServices<ITextRecognizer>().First().RecognizeAsync(
                    new DocumentSource(png, MediaTypes.Png), 1, new RecognizeSettings(dpi), cancellationToken)];
            });
            return await LayAsync(new DocumentSource(png, MediaTypes.Png), path, pages.Value, cancellationToken);
        }
        catch (FailureException)
        {
            return null;
        }
        finally
        {
            File.Delete(png);
        }
    }

    /// <summary>The recognisers that can work here; those of models only where the models are.</summary>
    public IReadOnlyList<string> Recognizers => _services.GetRequiredService<ModelFolder>().Ocr is null
        ? ["tesseract"] : ["tesseract", "auto", "paddle"];

    /// <summary>Draws a page gray, as a PNG.</summary>
    public Task DrawAsync(string path, int page, double dpi, string png, CancellationToken cancellationToken) =>
        Renderer.RenderAsync(
            new DocumentSource(Path.GetFullPath(path), MediaTypes.Pdf), page, new RenderSettings(dpi, Grayscale: true), png,
            cancellationToken);

    /// <summary>Reads a picture of a page.</summary>
    /// <returns>The processor time too, of this process and the engines.</returns>
    public async Task<(OurDocument Document, TimeSpan Cpu)> RecognizeAsync(
        string recognizer, DocumentSource scan, CancellationToken cancellationToken)
    {
        var before = CpuTime.Of(Environment.ProcessId);
        var page = await _services.GetRequiredService<EngineChoice<ITextRecognizer>>().Named(recognizer)
            .RecognizeAsync(scan, 1, new RecognizeSettings(), cancellationToken);
        var cpu = (CpuTime.Of(Environment.ProcessId) - before).Total;
        return (await LayAsync(scan, scan.Path, [page], cancellationToken), cpu);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<IReadOnlyList<PageText>> ExtractAsync(
        DocumentSource source, int? page, CancellationToken cancellationToken)
    {
        var probe = await _services.GetRequiredService<IDocumentProbe>().ProbeAsync(source, cancellationToken);
        var numbers = page is { } one ? [one] : Enumerable.Range(1, Math.Min(MaxPages, probe.Pages.Count));
        var settings = new ExtractSettings(RuleSearch.WhereTablesAreLikely);
        return await Task.WhenAll(numbers.Select(number => Extractor.ExtractAsync(source, number, settings, cancellationToken)));
    }

    private async Task<OurDocument> LayAsync(
        DocumentSource source, string path, IReadOnlyList<PageText> pages, CancellationToken cancellationToken)
    {
        var layouts = new List<PageLayout>();
        foreach (var page in pages)
        {
            layouts.Add((await Layout.ReadAsync(
                page, layout, _ => Task.FromResult(source), NewPicture, cancellationToken)).Layout);
        }

        var document = DocumentAssembler.Assemble(
            new DocumentOrigin(MediaTypes.Pdf, 0, Path.GetFileName(path)), layouts);
        if (written is not null)
        {
            Directory.CreateDirectory(written);
            File.WriteAllText(Path.Combine(written, Path.GetFileName(path) + ".md"), DoclingMarkdown.ToMarkdown(document));
        }

        return new OurDocument(pages, document)
        {
            OutOfBalance = [.. LetterBalance.Check(document, layouts), .. FilesOutOfBalance(document)],
        };
    }

    private static IReadOnlyList<string> FilesOutOfBalance(DoclingDocument document)
    {
        using var markdown = new CountingWriter(TextWriter.Null, isMarkdown: true);
        using var text = new CountingWriter(TextWriter.Null, isMarkdown: false);
        DoclingMarkdown.Write(document, markdown);
        DoclingText.Write(document, text);
        return LetterBalance.CheckFiles(document, markdown.Letters, text.Letters);
    }

    private static string NewPicture() => Path.Combine(Path.GetTempPath(), $"quality-{Guid.NewGuid():N}.png");

    private static ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddDocumentEngines(configuration).AddNeuralOcr(configuration)
            .AddSingleton<LayoutReader>().BuildServiceProvider();
    }
}
