using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Assembling;

/// <summary>Artifacts at a page's rims are furniture; programs call other things artifacts as well.</summary>
public sealed class TaggedFurnitureTests
{
    private const string Head = "Register of the bay";

    [Theory]
    [InlineData(TagRole.Artifact, false)]
    [InlineData(TagRole.Text, true)]
    [InlineData(null, true)]
    public void Assemble_LineAtTheFootOfOnePage_IsLeftOutWhereItIsAnArtifact(TagRole? role, bool stays)
    {
        var page = Body(1).Tag(role).Line(72, 750, "Form 12 of the harbour");

        Assert.Equal(stays, Convert.ToMarkdown(page.Build()).Contains("Form 12", StringComparison.Ordinal));
    }

    [Fact]
    public void Assemble_ArtifactCloseToTheTextAtTheTopOfTwoPages_IsARunningHead() =>
        Assert.DoesNotContain(Head, Convert.ToMarkdown(WithHead(1), WithHead(2)), StringComparison.Ordinal);

    [Fact]
    public void Assemble_ArtifactAtTheTopOfOnePage_IsALetterhead() =>
        Assert.Contains(Head, Convert.ToMarkdown(WithHead(1), Body(2).Build()), StringComparison.Ordinal);

    [Theory]
    [InlineData(14, Face.Regular)]
    [InlineData(10, Face.Bold)]
    public void Assemble_ArtifactThatIsSetLikeAHeading_Stays(double size, Face face)
    {
        var page = Body(1).Tag(TagRole.Artifact).Line(72, 750, "Statement of income", size, face);

        Assert.Contains("Statement of income", Convert.ToMarkdown(page.Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_ArtifactInTheMiddleOfThePage_Stays()
    {
        var page = Body(1).Tag(TagRole.Artifact).Line(72, 500, "A note that the program has no tag for");

        Assert.Contains("no tag for", Convert.ToMarkdown(page.Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_PageOfArtifacts_KeepsThem()
    {
        var page = new PageBuilder().Tag(TagRole.Artifact).Line(72, 500, "A note").Line(72, 750, "Form 12 of the harbour");

        Assert.Contains("Form 12", Convert.ToMarkdown(page.Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_OnlyTextOfAPage_Stays()
    {
        var page = new PageBuilder().Image(72, 72, 500, 600).Tag(TagRole.Artifact).Line(72, 750, "Form 12 of the harbour");

        Assert.Contains("Form 12", Convert.ToMarkdown(page.Build()), StringComparison.Ordinal);
    }

    private static PageText WithHead(int number) => Body(number, 112).Tag(TagRole.Artifact).Line(72, 100, Head).Build();

    private static PageBuilder Body(int number, double top = 150)
    {
        var page = new PageBuilder(number).Tag(TagRole.Text);
        page.Paragraph(72, top, 400, $"{(char)('A' + number)} {Convert.Prose}");
        page.Paragraph(72, 260, 400, $"{(char)('A' + number)} {Convert.Prose}");
        return page;
    }
}
