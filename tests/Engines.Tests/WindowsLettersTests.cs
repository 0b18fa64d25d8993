using System.Text;

namespace DaprProcessing.Engines.Tests;

/// <summary>Text whose codes are Windows' and that is read as Macintosh's, as of fonts that name no encoding.</summary>
public sealed class WindowsLettersTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Theory]
    [InlineData(@"Allg\344u K\344ferhofen", "Allgäu Käferhofen")]
    [InlineData(@"gem\344\337 aufgef\374hrte H\366fe", "gemäß aufgeführte Höfe")]
    [InlineData(@"\304pfel K\344fer \326fen \334bung", "Äpfel Käfer Öfen Übung")]
    [InlineData(@"voil\340 d\340s", "voil‡ dàs")]
    public async Task ExtractAsync_SignInsideAWord_IsTheLetterOfItsCode(string drawn, string read) =>
        Assert.Equal(read, await ReadAsync(drawn));

    [Theory]
    [InlineData(@"12\344 und 3 \344", "12‰ und 3 ‰")]
    [InlineData(@"K\212se f\237r B\232cker", "Käse für Böcker")]
    [InlineData(@"aufgef\374hrte", "aufgef¸hrte")]
    public async Task ExtractAsync_NothingTellsOfTheFont_StaysAsItIs(string drawn, string read) =>
        Assert.Equal(read, await ReadAsync(drawn));

    private async Task<string> ReadAsync(string drawn)
    {
        var content = $"BT /F 20 Tf 72 700 Td ({drawn}) Tj ET";
        var page = await engines.Extractor.ExtractAsync(
            engines.File(Encoding.Latin1.GetBytes(
                "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
                + "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
                + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                + "/Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >>\nendobj\n"
                + "4 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /MacRomanEncoding >>\nendobj\n"
                + $"5 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n"
                + "trailer\n<< /Root 1 0 R >>\n%%EOF\n")),
            1, CancellationToken.None);
        return page.PlainText.Trim();
    }
}
