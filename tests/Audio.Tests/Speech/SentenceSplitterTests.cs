using DaprProcessing.Audio.Speech;

namespace DaprProcessing.Audio.Tests.Speech;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One.|Two!|Three?|Four")]
    [InlineData("It is 3.5 m long. Dr. A. B. Smith said so.", "It is 3.5 m long.|Dr. A. B. Smith said so.")]
    [InlineData("See Fig. 2, e.g. the left. Next.", "See Fig. 2, e.g. the left.|Next.")]
    [InlineData("The answer is no. He left. See no. 5.", "The answer is no.|He left.|See no. 5.")]
    [InlineData("She said \"Go.\" Then (he went.) And on.", "She said \"Go.\"|Then (he went.)|And on.")]
    [InlineData("The file ended in .txt. it went on", "The file ended in .txt. it went on")]
    [InlineData("今日は。元気？はい", "今日は。|元気？|はい")]
    [InlineData("   ", "")]
    public void Text_IsCutBehindItsSentences(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', SentenceSplitter.Split(text)));

    [Fact]
    public void Text_WithoutMarks_IsCutAtWordsBeforeItIsTooLong()
    {
        var text = string.Join(' ', Enumerable.Range(0, 400).Select(number => $"word{number}"));

        var pieces = SentenceSplitter.Split(text).ToArray();

        Assert.All(pieces, piece => Assert.InRange(piece.Length, 100, 500));
        Assert.Equal(text, string.Join(' ', pieces));
    }

    [Fact]
    public void Text_OfPairsWithoutASpace_IsNotCutWithinALetter()
    {
        var pieces = SentenceSplitter.Split("a" + string.Concat(Enumerable.Repeat("😀", 600))).ToArray();

        Assert.All(pieces, piece => Assert.False(char.IsLowSurrogate(piece[0]) || char.IsHighSurrogate(piece[^1])));
        Assert.Equal(1201, pieces.Sum(piece => piece.Length));
    }
}
