using System.Globalization;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Engines.Markup;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DaprProcessing.Engines.Tests.Markup;

/// <summary>Reads documents in a real engine process, and has the validator look at what comes out.</summary>
public sealed class MarkupFixture : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private int _files;

    public MarkupFixture()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var settings = new Dictionary<string, string?> { ["MarkupEngines:Processes"] = "1" };
        services.AddMarkupEngines(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        _services = services.BuildServiceProvider();
    }

    public MarkupEnginePool Engines => _services.GetRequiredService<MarkupEnginePool>();

    /// <summary>A sample of samples/office.</summary>
    public Task<DoclingDocument> ReadSampleAsync(string name)
    {
        var path = SamplePaths.Sample($"office/{name}");
        var start = File.ReadAllBytes(path).AsSpan();
        var mediaType = FileTypes.Of(start[..Math.Min(start.Length, MediaTypes.SniffBytes)], path, name);
        return ReadAsync(new DocumentSource(path, mediaType!));
    }

    public Task<DoclingDocument> ReadAsync(byte[] content, string mediaType) => ReadAsync(Put(content, mediaType));

    public DocumentSource Put(byte[] content, string mediaType)
    {
        var path = _folder.File(Interlocked.Increment(ref _files).ToString(CultureInfo.InvariantCulture));
        File.WriteAllBytes(path, content);
        return new DocumentSource(path, mediaType);
    }

    public async Task<DoclingDocument> ReadAsync(DocumentSource source)
    {
        var units = new List<DoclingDocument>();
        var count = await Engines.CountAsync(source, CancellationToken.None);
        for (var unit = 1; unit <= count; unit++)
        {
            var converted = await ConvertAsync(source, unit);
            Assert.All(converted.Pictures, picture => Assert.True(File.Exists(picture.Path), picture.Name));
            units.Add(DoclingJson.Read(await File.ReadAllBytesAsync(converted.DocumentPath)));
        }

        var document = UnitMerger.Merge(new DocumentOrigin(source.MediaType, 1, "sample.x"), units);
        Assert.Empty(DoclingValidator.Validate(document));
        Assert.Empty(FilesOutOfBalance(document));
        return document;
    }

    public Task<ConvertedUnit> ConvertAsync(DocumentSource source, int unit)
    {
        var folder = _folder.File($"unit-{Interlocked.Increment(ref _files)}");
        Directory.CreateDirectory(folder);
        return Engines.ConvertAsync(source, unit, folder, CancellationToken.None);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static IReadOnlyList<string> FilesOutOfBalance(DoclingDocument document)
    {
        using var markdown = new CountingWriter(TextWriter.Null, isMarkdown: true);
        using var text = new CountingWriter(TextWriter.Null, isMarkdown: false);
        DoclingMarkdown.Write(document, markdown);
        DoclingText.Write(document, text);
        return LetterBalance.CheckFiles(document, markdown.Letters, text.Letters);
    }
}
