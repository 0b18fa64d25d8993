using DaprProcessing.Analysis.Words;

namespace DaprProcessing.Analysis.Tests;

public sealed class SummaryTests
{
    [Fact]
    public void Merge_AnArticle_SumsItUpInItsOwnSentences()
    {
        var result = Texts.Analyze(Texts.Harbour);

        var flat = string.Join(' ', Texts.Harbour.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("harbour", result.Summary);
        Assert.InRange(result.Summary.Length, 60, 500);
        Assert.InRange(result.KeyPoints.Count, 3, 6);
        Assert.Equal(result.KeyPoints.Count, result.KeyPoints.Distinct().Count());
        Assert.All(result.KeyPoints, point => Assert.Contains(point, flat));
        Assert.DoesNotContain("The Harbour of Bristol", result.Summary);
    }

    [Fact]
    public void Merge_AnArticle_NamesWhatItIsAboutFirst()
    {
        var phrases = Texts.Analyze(Texts.Harbour).KeyPhrases;

        Assert.Equal(1, phrases[0].Score);
        Assert.Contains(phrases.Take(5), phrase => phrase.Text.Contains("harbour", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(phrases, phrase => phrase.Text.Split(' ').Any(word => word is "the" or "and" or "of"));
    }

    [Fact]
    public void Merge_SameTextTwice_IsTheSame() =>
        Assert.Equivalent(Texts.Analyze(Texts.Harbour), Texts.Analyze(Texts.Harbour), strict: true);

    [Fact]
    public void Merge_LongText_HearsEveryPart()
    {
        string[] subjects = ["Glaciers", "Violins", "Bridges", "Orchids"];
        var text = string.Join("\n\n", subjects.Select(subject => string.Join(' ', Enumerable.Range(1, 12).Select(
            i => $"{subject} are known to every student of {subject.ToLowerInvariant()} since lesson {i} of the course."))));

        var result = Texts.Analyze(text, partCharacters: text.Length / 4);

        Assert.All(subjects, subject => Assert.Contains(
            result.KeyPoints, point => point.StartsWith(subject, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n ")]
    [InlineData("Invoice 4711")]
    [InlineData("| 1 | 2 |\n| 3 | 4 |")]
    public void Merge_NoSentence_HasNoSummary(string text)
    {
        var result = Texts.Analyze(text);

        Assert.Equal("", result.Summary);
        Assert.Empty(result.KeyPoints);
        Assert.Equal("neutral", result.Sentiment.Label);
    }

    [Theory]
    [InlineData("Mr. Hill met Dr. J. Watson. They left.", 2)]
    [InlineData("It costs 3.50 today. Is it much? Yes!", 3)]
    [InlineData("A heading\n\nA sentence of its own.", 2)]
    [InlineData("See e.g. page 3. Then go on.", 2)]
    [InlineData("Er kam am 3. Mai an. Dann ging er.", 2)]
    [InlineData("He said: \"Go.\" She went.", 2)]
    [InlineData("天黑了。船没有回来。", 2)]
    [InlineData("No full stop", 1)]
    public void In_Sentences_EndWhereTheyEnd(string text, int count) => Assert.Equal(count, Sentences.In(text).Count);

    [Theory]
    [InlineData(100)]
    [InlineData(333)]
    [InlineData(100_000)]
    public void Cut_AnySize_LeavesNothingOutAndNoPartTooLong(int most)
    {
        var text = string.Concat(Enumerable.Repeat(Texts.Harbour + "\n\n", 3))
            + new string('x', 500) + string.Concat(Enumerable.Repeat("🚢", 300));

        var parts = TextParts.Cut(text, most);

        Assert.Equal(text, string.Concat(parts.Select(part => text[part.Start..part.End])));
        Assert.All(parts, part => Assert.InRange(part.End - part.Start, 1, most));
        Assert.All(parts, part => Assert.False(char.IsLowSurrogate(text[part.Start])));
    }
}
