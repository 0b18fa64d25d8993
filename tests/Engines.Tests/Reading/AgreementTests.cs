using DaprProcessing.Contracts.Pages;
using DaprProcessing.Engines.Reading;

namespace DaprProcessing.Engines.Tests.Reading;

public sealed class AgreementTests
{
    [Theory]
    [InlineData("the pilot boarded", "the pilot boarded", 1.0)]
    [InlineData("Jctdqwt\"cwvjqtkv{ Vjg\"rknqv", "Harbour authority The pilot", 0.0)]
    [InlineData("the harbour", "the captain", 0.5)]
    [InlineData("no", "the captain", null)]
    [InlineData("!(+ %&/ $*# )=?", "the captain boarded", 0.0)]
    [InlineData("the captain", "", null)]
    public void Of_LayerAndWhatIsShown_IsTheShareOfWordsThatBothHave(string layer, string shown, double? expected) =>
        Assert.Equal(expected, Agreement.Of(PageOf(layer), PageOf(shown)));

    [Theory]
    [InlineData("Cxcju jvxdwc mdn kh Oarmjh", "Total amount due by Friday", false)]
    [InlineData("GATCAAGCATGGACATCATGTCG", "GATCAAGCATGGACATCATGTCC", true)]
    [InlineData("CGCGGACCCTTTGGCACCTCGGCGA", "GATCAAGCATGGACATCATGTCC", false)]
    [InlineData("", "", true)]
    public void Likeness_OfTwoTexts_TellsAMisreadOneFromAnother(string one, string other, bool isLike) =>
        Assert.Equal(isLike, Agreement.Likeness(PageOf(one).Words, PageOf(other).Words) >= 0.6);

    private static PageText PageOf(string text) => new(
        1, 595, 842, TextSource.TextLayer, null, null, [],
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new PageWord(word, default, 0, 12))], [], []);
}
