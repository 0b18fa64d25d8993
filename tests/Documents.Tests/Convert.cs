using System.Text.Json;
using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Assembling;
using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests;

/// <summary>The whole way from words to a document, through the JSON between the two steps, validated.</summary>
internal static class Convert
{
    public static readonly DocumentOrigin Origin = new("application/pdf", 11705364559529254676, "sample.pdf");

    public static DoclingDocument ToDocument(params PageText[] pages)
    {
        var layouts = pages.Select(page => Stored(PageAnalyzer.Analyze(page))).ToList();
        var document = DocumentAssembler.Assemble(Origin, layouts);
        Assert.Empty(DoclingValidator.Validate(document));
        Assert.Empty(LetterBalance.Check(document, layouts));
        Assert.Empty(FilesOutOfBalance(document));
        return document;
    }

    /// <summary>What the assembler says of the files that it writes of a document.</summary>
    public static IReadOnlyList<string> FilesOutOfBalance(DoclingDocument document)
    {
        using var markdown = new CountingWriter(TextWriter.Null, isMarkdown: true);
        using var text = new CountingWriter(TextWriter.Null, isMarkdown: false);
        DoclingMarkdown.Write(document, markdown);
        DoclingText.Write(document, text);
        return LetterBalance.CheckFiles(document, markdown.Letters, text.Letters);
    }

    /// <summary>As the next stage reads it back.</summary>
    public static PageLayout Stored(PageLayout layout) =>
        JsonSerializer.Deserialize<PageLayout>(JsonSerializer.SerializeToUtf8Bytes(layout, StageJson), StageJson)!;

    /// <summary>How stages write their objects.</summary>
    private static readonly JsonSerializerOptions StageJson =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string ToMarkdown(params PageText[] pages) => DoclingMarkdown.ToMarkdown(ToDocument(pages));

    public const string Prose =
        "The harbour office keeps a list of every ship that enters the bay and of every ship that leaves it again. "
        + "Most of them carry timber from the north, some carry glass, and a few come only for the repair of their sails. "
        + "In winter the list is short, because the ice closes the channel for weeks at a time.";
}
