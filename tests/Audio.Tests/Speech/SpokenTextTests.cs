using DaprProcessing.Audio.Speech;

namespace DaprProcessing.Audio.Tests.Speech;

public sealed class SpokenTextTests
{
    [Theory]
    [InlineData("ﬁnd the so\u00ADft\u00A0ﬂow\u200B", "find the soft flow")]
    [InlineData(" a\tb\r\n c ", "a b c")]
    public void Letters_ThatNobodySays_AreTakenOut(string text, string clean) => Assert.Equal(clean, SpokenText.Clean(text));

    [Theory]
    [InlineData("Dr. Who, e.g. in Fig. 3, etc.", "Doctor Who, for example in Figure three, et cetera.")]
    [InlineData("No, no. See no. 7 on p. 12.", "No, no. See number seven on page twelve.")]
    [InlineData("Write to a.b@example.org.", "Write to a dot b at example dot org.")]
    [InlineData("See https://www.example.com/a/b?c=1#d, or www.w3.org.", "See example dot com, or w3 dot org.")]
    [InlineData("As shown [3], and elsewhere [1, 4–6].", "As shown, and elsewhere.")]
    [InlineData("R&D: a = b", "R and D: a equals b")]
    public void Abbreviations_AndAddresses_AreSaidInWords(string text, string spoken) =>
        Assert.Equal(spoken, SpokenText.For("en").Say(text));

    [Theory]
    [InlineData("1,234,567 of 1000000", "one million two hundred thirty-four thousand five hundred sixty-seven of one million")]
    [InlineData(
        "In 1984 and since 2007, until 1905",
        "In nineteen eighty-four and since two thousand seven, until nineteen oh five")]
    [InlineData("1984 pages", "one thousand nine hundred eighty-four pages")]
    [InlineData("3.14 and 007 and 2.5.1", "three point one four and zero zero seven and two point five point one")]
    [InlineData("the 1st, 22nd, 30th and 112th", "the first, twenty-second, thirtieth and one hundred twelfth")]
    [InlineData(
        "45% of $1, £2.50 or €3.5 million",
        "forty-five percent of one dollar, two pounds and fifty pence or three point five million euros")]
    [InlineData(
        "pp. 10–12, 3-4, 555-1234-77",
        "pages ten to twelve, three to four, five five five, one two three four, seven seven")]
    [InlineData(
        "On 2026-11-27, not 1900-13-01",
        "On November twenty-seventh, twenty twenty-six, not one nine zero zero, one three, zero one")]
    [InlineData("H2O, MP3, #1 and 5 apples.", "H2O, MP3, number one and five apples.")]
    [InlineData("1234567890123456", "one two three four five six seven eight nine zero one two three four five six")]
    [InlineData("２０ of ٣, in ２０２６-１１-２７", "twenty of three, in November twenty-seventh, twenty twenty-six")]
    public void Numbers_AreSaidInWords(string text, string spoken) => Assert.Equal(spoken, SpokenText.For("en-us").Say(text));

    [Fact]
    public void Numbers_OfAnotherLanguage_AreLeftToItsVoice() =>
        Assert.Equal("3,5 Prozent bzw. 1.000 am 1. Mai", SpokenText.For("de").Say("3,5 Prozent bzw. 1.000 am 1. Mai"));

    [Theory]
    [InlineData("Well, he said: \"Go!\" (now) at 10:30 for 3.5 m.", "Well/,|he said/:|\"Go/!|now/,|at 10:30 for 3.5 m/.")]
    [InlineData("Why – oh why?", "Why/,|oh why/?")]
    [InlineData("no mark", "no mark/")]
    [InlineData("...", "")]
    public void Clauses_KeepTheirMarks(string text, string clauses) =>
        Assert.Equal(clauses, string.Join('|', Clauses.Of(text).Select(clause => $"{clause.Text}/{clause.Mark}")));
}
