using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Tests.Searchable;

/// <summary>Pages as OCR gives them, made by hand, and the PDF with them as text layers.</summary>
internal static class Layers
{
    public static PageText Page(double width, double height, params PageWord[] words) => new(
        1, width, height, TextSource.Ocr, "no_text_layer", 0.9, [new PageFont(PageText.RecognizedFont, false, false, false)],
        words, [], []);

    public static PageWord Word(
        string text, double left, double top, double width, double height = 14, bool endsLine = false, int angleDeg = 0) =>
        new(text, new Box(left, top, left + width, top + height), 0, Math.Min(width, height), endsLine) { AngleDeg = angleDeg };

    public static Task<string> WriteAsync(this EngineFixture engines, DocumentSource source, params PageText[] pages) =>
        engines.WriteAsync(source, isArchival: false, pages);

    public static async Task<string> WriteAsync(
        this EngineFixture engines, DocumentSource source, bool isArchival, params PageText[] pages)
    {
        var output = engines.NewPath(".pdf");
        await engines.Searchable.WriteAsync(source, pages.ToAsyncEnumerable(), output, isArchival, default);
        return output;
    }

    public static Task<PageText> ReadBackAsync(this EngineFixture engines, string path, int pageNo = 1) =>
        engines.Extractor.ExtractAsync(new DocumentSource(path, MediaTypes.Pdf), pageNo, default);

    /// <summary>The same words in the same order, each over its box: half of either at least.</summary>
    public static void AssertSameWords(IReadOnlyList<PageWord> expected, IReadOnlyList<PageWord> found)
    {
        Assert.Equal(expected.Select(word => word.Text), found.Select(word => word.Text));
        foreach (var (word, read) in expected.Zip(found))
        {
            var common = word.Box.Clip(read.Box);
            Assert.True(common is { Width: > 0, Height: > 0 }, $"{word.Text}: {word.Box} and {read.Box}");
            Assert.True(
                common.Area > 0.5 * Math.Max(word.Box.Area, read.Box.Area), $"{word.Text}: {word.Box} and {read.Box}");
        }
    }
}
