using DaprProcessing.Documents.Assembling;

namespace DaprProcessing.Documents.Tests.Assembling;

public sealed class SectionNumberTests
{
    [Theory]
    [InlineData("1 Ships", 1)]
    [InlineData("1. Ships", 1)]
    [InlineData("2.1 Ships", 2)]
    [InlineData("2.1. Ships", 2)]
    [InlineData("3.12.4 Ships", 3)]
    [InlineData("10.2.3.4 Schiffe", 4)]
    [InlineData("1 “Ships”", 1)]
    [InlineData("Chapter 4", 1)]
    [InlineData("CHAPTER IV", 1)]
    [InlineData("Appendix B Ships", 1)]
    [InlineData("Anhang A", 1)]
    [InlineData("IV. Ships", 1)]
    [InlineData("2-5- Ships", 2)]
    [InlineData("2-5 - کالا", 2)]
    [InlineData("2-5 days", 0)]
    [InlineData("1879 Ships", 0)]
    [InlineData("1 – Ships", 0)]
    [InlineData("2.1", 0)]
    [InlineData("Ships 2.1", 0)]
    [InlineData("Chapters of a life", 0)]
    [InlineData("IV Ships", 0)]
    [InlineData("", 0)]
    public void Depth_OfAHeading_CountsTheNumbersParts(string text, int expected) =>
        Assert.Equal(expected, SectionNumber.Depth(text));
}
