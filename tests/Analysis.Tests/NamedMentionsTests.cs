using DaprProcessing.Analysis.Entities;

namespace DaprProcessing.Analysis.Tests;

public sealed class NamedMentionsTests
{
    [Theory]
    [InlineData("Ann met Annie and Ann.", "Ann", "Ann Ann", 0)]
    [InlineData("The University of Hull, in Hull.", "Hull|University of Hull", "University of Hull Hull", 0)]
    [InlineData("東京大学は東京にある。", "東京", "東京 東京", 0)]
    [InlineData("aaaa", "aa", "", 1)]
    [InlineData("Nothing of it.", "Hull|Ann", "", 2)]
    [InlineData("", "Ann", "", 1)]
    [InlineData("I 🚢 it.", "🚢", "🚢", 0)]
    [InlineData("Ann.", "Ann|Ann", "Ann", 0)]
    [InlineData("Ann.", "", "", 1)]
    public void Names_AreFoundAsWords_LongerOnesFirst(string text, string names, string found, int unfound)
    {
        var mentions = NamedMentions.Find(text, names.Split('|').Select(name => (name, "x")), out var missing);

        Assert.Equal(found, string.Join(' ', mentions.Select(mention => text[mention.Start..mention.End])));
        Assert.Equal(unfound, missing);
    }
}
