using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class WordTextTests
{
    [Theory]
    [InlineData("timber", "timber")]
    [InlineData(" timber ", "timber")]
    [InlineData("o\uFB03ce", "office")]
    [InlineData("\uFB00", "ff")]
    [InlineData("\uFB01nd", "find")]
    [InlineData("\uFB02ow", "flow")]
    [InlineData("ba\uFB04e", "baffle")]
    [InlineData("\uFB06op", "stop")]
    [InlineData("tim\u00ADber", "timber")]
    [InlineData("tim\u00AD", "tim\u00AD")]
    [InlineData("\u00AD", "")]
    [InlineData("a\u00A0b", "a b")]
    [InlineData("tim\u200Bber", "timber")]
    [InlineData("\u200Eהנמל\u200F", "הנמל")]
    [InlineData("\u202Bהנמל\u202C", "הנמל")]
    [InlineData("\u2067הנמל\u2069", "הנמל")]
    [InlineData("بنـــاء", "بناء")]
    [InlineData("المصـــرـــي", "المصري")]
    [InlineData("1445هـ", "1445هـ")]
    [InlineData("هـ.", "هـ.")]
    [InlineData("ـــ", "ـــ")]
    [InlineData("می\u200Cشود", "می\u200Cشود")]
    [InlineData("\uFEFFtimber", "timber")]
    [InlineData("tim\u0007ber", "timber")]
    [InlineData("tim\u0085ber", "timber")]
    [InlineData("\uF0B7", "•")]
    [InlineData("\uF0A7", "▪")]
    [InlineData("\uF0FC", "➢")]
    [InlineData("\uE123", "\uE123")]
    [InlineData("𠀀海", "𠀀海")]
    [InlineData("😀", "😀")]
    [InlineData("‘‘timber’’", "“timber”")]
    [InlineData("‘owner’s’", "‘owner’s’")]
    public void Clean_WordOfATextLayer_IsWhatAReaderSees(string word, string expected) =>
        Assert.Equal(expected, WordText.Clean(word));

    // Attributes cannot hold half a character.
    [Fact]
    public void Clean_HalfASurrogatePair_IsAReplacementCharacter() =>
        Assert.Equal(["\uFFFDx", "x\uFFFD", "\uFFFD"], new[] { "\ud800x", "x\ud800", "\udc00" }.Select(WordText.Clean));
}
