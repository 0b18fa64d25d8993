using DaprProcessing.Contracts.Documents;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests.Vision;

/// <summary>Whether a page lies is known before it is read.</summary>
public sealed class TurnTests(OcrFixture fixture) : IClassFixture<OcrFixture>
{
    private static readonly string[] Lines =
    [
        "The minutes of the harbour board were read and approved without a change.",
        "Four ships are to be laid up for the winter; two of them need new plates.",
        "The old crane is sold. Who bought it will take it down at his own expense.",
    ];

    [OcrModelTheory]
    [InlineData("letter")]
    [InlineData("columns")]
    [InlineData("slide")]
    public async Task Turn_PageThatLies_IsToldFromOneThatStands(string kind)
    {
        Assert.Equal(0, await fixture.TurnAsync(Turned(kind, 0)));
        Assert.Equal(3, await fixture.TurnAsync(Turned(kind, 90)));
        Assert.Equal(1, await fixture.TurnAsync(Turned(kind, 270)));
    }

    [OcrModelTheory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task Auto_TurnedPage_IsReadUpright(int rotation)
    {
        var text = await fixture.ReadAsync("auto", Turned("letter", rotation));

        Assert.Equal((360 - rotation) % 360, text.RotationDeg);
        Assert.Contains("without a change", text.PlainText, StringComparison.Ordinal);
        Assert.True(text.HeightPt > text.WidthPt);
    }

    [Fact]
    public async Task Turn_NoModel_IsNone()
    {
        await using var without = new OcrFixture("no-such-folder");

        Assert.Equal(0, await without.TurnAsync(Turned("letter", 90)));
    }

    [Theory]
    [InlineData(90, 3)]
    [InlineData(90, 1)]
    [InlineData(0, 1)]
    public async Task Tesseract_PageTurnedOnSomebodysWord_IsReadUprightRightOrWrong(int rotation, int quarters)
    {
        var text = await fixture.ReadAsync(
            "tesseract", Turned("letter", rotation), new RecognizeSettings(Quarters: quarters));

        Assert.Equal((360 - rotation) % 360, text.RotationDeg);
        Assert.Contains("without a change", text.PlainText, StringComparison.Ordinal);
    }

    private DocumentSource Turned(string kind, int rotation) => fixture.Documents.Pdf(new PdfBuilder().Page(page =>
    {
        page.Rotate = rotation;
        switch (kind)
        {
            case "letter":
                page.Text(72, 720, "The Harbour Board", 20);
                page.Lines(72, 680, [.. Enumerable.Repeat(Lines, 8).SelectMany(lines => lines)], 12);
                break;
            case "columns":
                foreach (var left in (double[])[50, 310])
                {
                    page.Lines(left, 740, [.. Enumerable.Repeat(Lines, 14).SelectMany(l => l).Select(line => line[..40])], 10);
                }

                break;
            default:
                page.Text(72, 640, "Where we stand", 34);
                page.Lines(90, 560, [.. Lines.Select(line => $"- {line[..32]}")], 20);
                break;
        }
    }));
}
