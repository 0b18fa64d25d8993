using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class MisreadingTests
{
    [Fact]
    public void Analyze_BulletsRecognisedAsSigns_AreListItems()
    {
        var page = Recognised(
            "¢ Timber from the north", "© Glass from the south", "® Salt from the west", "e Coal from the east");

        Assert.Equal("- Timber from the north\n- Glass from the south\n- Salt from the west\n- Coal from the east\n",
            Convert.ToMarkdown(page));
    }

    [Theory]
    [InlineData("© 2024 Harbour Office")]
    [InlineData("e poi venne la notte")]
    public void Analyze_SignThatIsMeant_Stays(string line) => Assert.Equal(line + "\n", Convert.ToMarkdown(Recognised(line)));

    [Fact]
    public void Analyze_SignsInATextLayer_Stay() =>
        Assert.Equal("¢ is the sign of the cent\n",
            Convert.ToMarkdown(new PageBuilder().Line(72, 300, "¢ is the sign of the cent").Build()));

    [Fact]
    public void Analyze_ApostropheReadWithASpace_IsOneWord()
    {
        var page = new PageBuilder(source: TextSource.Ocr)
            .Word("you’", new Box(72, 300, 92, 311)).Word("ll", new Box(94, 300, 100, 311))
                .Word("see", new Box(104, 300, 120, 311)).Build();

        Assert.Equal("you’ll see\n", Convert.ToMarkdown(page));
    }

    private static PageText Recognised(params string[] lines) =>
        new PageBuilder(source: TextSource.Ocr).Lines(72, 300, 10, lines).Build();
}
