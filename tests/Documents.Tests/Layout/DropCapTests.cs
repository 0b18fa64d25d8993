using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class DropCapTests
{
    [Theory]
    [InlineData("O", "ver the years the harbour grew", "Over the years the harbour grew")]
    [InlineData("A", "lthough the years were lean it grew", "Although the years were lean it grew")]
    [InlineData("A", "harbour that grew over the years", "A harbour that grew over the years")]
    public void Analyze_LetterAsHighAsItsLines_BeginsTheFirst(string cap, string line, string expected)
    {
        var page = new PageBuilder().Word(cap, new Box(72, 98, 94, 134), 32)
            .Lines(96, 100, 10, line, "and ships came in from all over the", "world, some of them")
            .Lines(72, 136, 10, "with timber, and others with glass", "for the windows of the harbour office");

        Assert.StartsWith($"{expected} and ships came", Convert.ToMarkdown(page.Build()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(72, 96, 12)]
    [InlineData(40, 96, 32)]
    public void Analyze_LetterOfItsOwn_StaysApart(double left, double lines, double size)
    {
        var page = new PageBuilder().Word("O", new Box(left, 98, left + (0.7 * size), 98 + (1.1 * size)), size)
            .Lines(lines, 100, 10, "ver the years the harbour grew", "and ships came in from all over the", "world");

        Assert.DoesNotContain("Over", Convert.ToMarkdown(page.Build()), StringComparison.Ordinal);
    }
}
