using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class ListMarkerTests
{
    [Theory]
    [InlineData("• timber", "•", "Bullet", 0)]
    [InlineData("•timber", "•", "Bullet", 0)]
    [InlineData("▪ timber", "▪", "Bullet", 0)]
    [InlineData("☐ timber", "☐", "Bullet", 0)]
    [InlineData("* timber", "*", "Bullet", 0)]
    [InlineData("- timber", "-", "Dash", 0)]
    [InlineData("– timber", "–", "Dash", 0)]
    [InlineData("o timber", "o", "LetterO", 0)]
    [InlineData("1. timber", "1.", "NumberDot", 1)]
    [InlineData("12) timber", "12)", "NumberParenthesis", 12)]
    [InlineData("(3) timber", "(3)", "NumberInParentheses", 3)]
    [InlineData("[107] timber", "[107]", "Bracket", 107)]
    [InlineData("a. timber", "a.", "LowerDot", 1)]
    [InlineData("c) timber", "c)", "LowerParenthesis", 3)]
    [InlineData("(d) timber", "(d)", "LowerParenthesis", 4)]
    [InlineData("B. timber", "B.", "UpperDot", 2)]
    [InlineData("(C) timber", "(C)", "UpperParenthesis", 3)]
    [InlineData("ii) timber", "ii)", "LowerParenthesis", 2)]
    [InlineData("iv. timber", "iv.", "LowerDot", 4)]
    [InlineData("xii) timber", "xii)", "LowerParenthesis", 12)]
    public void At_LineOfAList_ReadsMarkerKindAndValue(string line, string text, string kind, int value)
    {
        var marker = ListMarker.At(line)!.Value;

        Assert.Equal((text, kind, value, text.Length), (marker.Text, marker.Kind.ToString(), marker.Value, marker.Length));
    }

    [Theory]
    [InlineData("timber")]
    [InlineData("")]
    [InlineData("•")]
    [InlineData("- ")]
    [InlineData("-timber")]
    [InlineData("*timber")]
    [InlineData("·timber")]
    [InlineData("§4 of the law")]
    [InlineData("1.5 metres")]
    [InlineData("1234. timber")]
    [InlineData("ox timber")]
    [InlineData("(timber)")]
    [InlineData("Mr. Oakes")]
    [InlineData("1990) timber")]
    public void At_LineOfText_IsNone(string line) => Assert.Null(ListMarker.At(line));

    [Theory]
    [InlineData("1. a", "2. b", true)]
    [InlineData("1. a", "3. b", false)]
    [InlineData("2. a", "1. b", false)]
    [InlineData("1. a", "2) b", false)]
    [InlineData("a) a", "b) b", true)]
    [InlineData("a) a", "c) b", false)]
    [InlineData("• a", "• b", true)]
    [InlineData("• a", "- b", false)]
    [InlineData("i) a", "ii) b", true)]
    [InlineData("iv) a", "v) b", true)]
    [InlineData("h) a", "i) b", true)]
    [InlineData("ix) a", "x) b", true)]
    [InlineData("(1) a", "(2) b", true)]
    [InlineData("[9] a", "[10] b", true)]
    public void Follows_MarkerAfterMarker_OnlyWhereItIsTheNext(string before, string next, bool expected) =>
        Assert.Equal(expected, ListMarker.At(next)!.Value.Follows(ListMarker.At(before)!.Value));

    [Theory]
    [InlineData("1. a", true)]
    [InlineData("(b) a", true)]
    [InlineData("• a", false)]
    [InlineData("- a", false)]
    [InlineData("o a", false)]
    public void IsNumbered_OfAMarker_TellsListsThatCount(string line, bool expected) =>
        Assert.Equal(expected, ListMarker.At(line)!.Value.IsNumbered);

    [Theory]
    [InlineData("•", true)]
    [InlineData("☑", true)]
    [InlineData("••", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    public void IsBullet_OfAWord_IsOneSignOfTheKnown(string word, bool expected) =>
        Assert.Equal(expected, ListMarker.IsBullet(word));
}
