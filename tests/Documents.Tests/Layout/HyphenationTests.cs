using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class HyphenationTests
{
    private static readonly HashSet<string> Vocabulary = ["lighthouse", "north-east", "re-enter"];

    [Theory]
    [InlineData("the exam-", "ple is", "the example is")]
    [InlineData("the exam\u2010", "ple is", "the example is")]
    [InlineData("the exam\u00AD", "ple is", "the example is")]
    [InlineData("the Exam\u00AD", "Ple is", "the ExamPle is")]
    [InlineData("a self-", "locking nut", "a self-locking nut")]
    [InlineData("a SELF-", "locking nut", "a SELF-locking nut")]
    [InlineData("(well-", "known", "(well-known")]
    [InlineData("the Anglo-", "Saxon kings", "the Anglo-Saxon kings")]
    [InlineData("a mother-in-", "law", "a mother-in-law")]
    [InlineData("a light-", "house stands", "a lighthouse stands")]
    [InlineData("the north-", "east wind", "the north-east wind")]
    [InlineData("they re-", "enter it", "they re-enter it")]
    [InlineData("a half-", "lighthouse", "a half-lighthouse")]
    [InlineData("the years 1990–", "1994 are", "the years 1990–1994 are")]
    [InlineData("numbers 31-", "42 are", "numbers 31-42 are")]
    [InlineData("the bay —", "the sea", "the bay — the sea")]
    [InlineData("the bay—", "the sea", "the bay— the sea")]
    [InlineData("the bay", "and the sea", "the bay and the sea")]
    [InlineData("the -", "sea", "the - sea")]
    [InlineData("海面的", "高度", "海面的高度")]
    [InlineData("the exam-", "", "the exam-")]
    [InlineData("the exam-", "42", "the exam-42")]
    public void Join_TwoLines_KeepsOrDropsTheHyphenAsPrinted(string before, string after, string expected) =>
        Assert.Equal(expected, Hyphenation.Join(before, after, Vocabulary));

    [Theory]
    [InlineData("exam-", true)]
    [InlineData("ex-", true)]
    [InlineData("x-", false)]
    [InlineData("31-", false)]
    [InlineData("exam -", false)]
    [InlineData("exam–", false)]
    [InlineData("exam", false)]
    [InlineData("", false)]
    public void EndsBroken_OfALine_NeedsAHyphenAfterALetter(string line, bool expected) =>
        Assert.Equal(expected, Hyphenation.EndsBroken(line));
}
