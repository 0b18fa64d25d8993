using System.Text.RegularExpressions;

namespace DaprProcessing.Architecture.Tests.Documents;

/// <summary>docs/adr: <c># N. Title</c>, then <c>Status:</c> and <c>Date:</c>, then one screen.</summary>
public sealed partial class AdrTests
{
    private const int OneScreen = 40;

    public static TheoryData<string> Decisions => [.. Markdown.Files.Where(IsDecision)];

    [Theory]
    [MemberData(nameof(Decisions))]
    public void Head_OfADecision_SaysNumberStatusAndDate(string file)
    {
        var lines = Repository.ReadLines(file);

        Assert.Equal(int.Parse(Path.GetFileName(file)[..4]), int.Parse(Title().Match(lines[0]).Groups["number"].Value));
        Assert.Equal("", lines[1]);
        Assert.Matches(Status(), lines[2]);
        Assert.True(DateOnly.TryParseExact(lines[3].Replace("Date: ", ""), "yyyy-MM-dd", out _), lines[3]);
        Assert.InRange(lines.Length, 6, OneScreen);
    }

    [Fact]
    public void Numbers_OfDecisions_AreAllThereOnce()
    {
        var numbers = Markdown.Files.Where(IsDecision).Select(file => int.Parse(Path.GetFileName(file)[..4])).ToList();

        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    private static bool IsDecision(string file) => file.StartsWith("docs/adr/", StringComparison.Ordinal);

    [GeneratedRegex(@"^# (?<number>\d+)\. \S")]
    private static partial Regex Title();

    [GeneratedRegex(@"^Status: (Proposed|Accepted|Superseded by \[ADR \d+\]\(\d{4}-[\w-]+\.md\))(, .+)?$")]
    private static partial Regex Status();
}
