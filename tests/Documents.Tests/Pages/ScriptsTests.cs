using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Pages;

public sealed class ScriptsTests
{
    [Theory]
    [InlineData("中", true)]
    [InlineData("の", true)]
    [InlineData("ㄅ", true)]
    [InlineData("，", true)]
    [InlineData("𠀀", true)]
    [InlineData("豈", true)]
    [InlineData("㌔", true)]
    [InlineData("한", false)]
    [InlineData("ก", false)]
    [InlineData("a", false)]
    public void IsCjk_OfALetter_TellsScriptsOfEastAsia(string letter, bool expected) =>
        Assert.Equal(expected, Scripts.IsCjk(char.ConvertToUtf32(letter, 0)));

    [Theory]
    [InlineData("ก", true)]
    [InlineData("ລ", true)]
    [InlineData("中", true)]
    [InlineData("한", false)]
    [InlineData("ה", false)]
    public void IsSpaceless_OfALetter_TellsScriptsWithoutSpaces(string letter, bool expected) =>
        Assert.Equal(expected, Scripts.IsSpaceless(letter[0]));

    [Theory]
    [InlineData('ה', true, true)]
    [InlineData('م', true, true)]
    [InlineData('\uFEFB', true, true)]
    [InlineData('\uFB2A', true, true)]
    [InlineData('٣', true, false)]
    [InlineData('۳', true, false)]
    [InlineData('\uFEFF', false, false)]
    [InlineData('a', false, false)]
    [InlineData('3', false, false)]
    [InlineData('中', false, false)]
    public void IsRightToLeft_OfALetter_CountsArabicDigitsOnlyInTheLine(char letter, bool inLine, bool inWord) =>
        Assert.Equal((inLine, inWord), (Scripts.IsRightToLeft(letter), Scripts.IsRightToLeftLetter(letter)));

    [Theory]
    [InlineData("Bay", true)]
    [InlineData("42", true)]
    [InlineData("הנמל", false)]
    [InlineData("Bayהנמל", false)]
    [InlineData("...", false)]
    [InlineData("٣", false)]
    public void ReadsLeftToRight_OfAWord_NeedsLettersAndNoneOfTheOtherKind(string word, bool expected) =>
        Assert.Equal(expected, Scripts.ReadsLeftToRight(word));

    [Fact]
    public void IsMostlyRightToLeft_OfAPage_CountsLetters()
    {
        Assert.True(Scripts.IsMostlyRightToLeft(["הנמל", "Bay"]));
        Assert.False(Scripts.IsMostlyRightToLeft(["הנ", "Bay"]));
        Assert.False(Scripts.IsMostlyRightToLeft(["123", "..."]));
        Assert.False(Scripts.IsMostlyRightToLeft([]));
    }

    [Theory]
    [InlineData("海面", "高度", true)]
    [InlineData("海面", "Bay", false)]
    [InlineData("Bay", "海面", false)]
    [InlineData("", "Bay", true)]
    [InlineData("Bay", "", true)]
    [InlineData("𠀀", "𠀀", true)]
    public void JoinsWithoutSpace_TwoPieces_OnlyWhereBothSidesNeedNone(string before, string after, bool expected) =>
        Assert.Equal(expected, Scripts.JoinsWithoutSpace(before, after));
}
