using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Layout;

/// <summary>Listings in faces that do not call themselves typewriter faces.</summary>
public sealed class FixedPitchTests
{
    private static readonly string[] Listing =
        ["CREATE MASK HARBOUR", "ON REGISTER WHERE", "CASE SHIPS", "THEN VISIBLE", "ELSE NULL", "QUAY JETTY BUOY ANCHOR"];

    [Fact]
    public void Analyze_LettersOfOneWidth_BesideOthersOfTheirOwn_AreCode()
    {
        var document = Convert.ToDocument(Page(proportional: true));

        Assert.Contains("ELSE NULL", Assert.Single(document.Texts, text => text.Label == Labels.Code).Text);
        Assert.DoesNotContain(document.Texts, text => text.Label == Labels.SectionHeader);
    }

    [Fact]
    public void Analyze_PageOfLettersOfOneWidth_IsNotAllCode() =>
        Assert.DoesNotContain(Convert.ToDocument(Page(proportional: false)).Texts, text => text.Label == Labels.Code);

    /// <summary>A paragraph above a listing in another face, whose name says nothing.</summary>
    private static PageText Page(bool proportional)
    {
        var page = new PageBuilder();
        page.Paragraph(72, 60, 460, Convert.Prose);
        for (var i = 0; i < Listing.Length; i++)
        {
            page.Line(72, 160 + (14 * i), Listing[i], 10, Face.Italic);
        }

        var built = page.Build();
        return built with
        {
            Fonts = [.. built.Fonts.Select(font => font with { Italic = false })],
            Words = [.. built.Words.Select(word => proportional && word.Font == (int)Face.Regular
                ? word with { Box = word.Box with { R = word.Box.R - Narrower(word.Text) } } : word)],
        };
    }

    private static double Narrower(string text) => 2.0 * text.Count(letter => letter is 'i' or 'l' or 't');
}
