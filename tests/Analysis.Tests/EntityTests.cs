using DaprProcessing.Analysis.Entities;

namespace DaprProcessing.Analysis.Tests;

public sealed class EntityTests
{
    [Theory]
    [InlineData("We met Dr. Margaret Hill there.", "person", "Dr. Margaret Hill")]
    [InlineData("It was Johann Sebastian Bach who wrote it.", "person", "Johann Sebastian Bach")]
    [InlineData("Then Ludwig van Beethoven came.", "person", "Ludwig van Beethoven")]
    [InlineData("John F. Kennedy spoke.", "person", "John F. Kennedy")]
    [InlineData("She works at Green Ferries Ltd. in town.", "organization", "Green Ferries Ltd.")]
    [InlineData("He left the University of Bristol early.", "organization", "University of Bristol")]
    [InlineData("Shares of Müller & Söhne GmbH fell.", "organization", "Müller & Söhne GmbH")]
    [InlineData("They flew to Rio de Janeiro.", "place", "Rio de Janeiro")]
    [InlineData("A ship from the United States of America came.", "place", "United States of America")]
    [InlineData("Sie fuhr nach Österreich.", "place", "Österreich")]
    [InlineData("Signed on 12 March 2024.", "date", "12 March 2024")]
    [InlineData("Signed on March 3rd, 2021, at noon.", "date", "March 3rd, 2021")]
    [InlineData("Due 2027-01-31.", "date", "2027-01-31")]
    [InlineData("Fällig am 31.12.2025.", "date", "31.12.2025")]
    [InlineData("Le 3 août 2019 il pleuvait.", "date", "3 août 2019")]
    [InlineData("At 14:35 it rang.", "time", "14:35")]
    [InlineData("It cost $3.5 million then.", "money", "$3.5 million")]
    [InlineData("Es kostet 1.250,00 EUR.", "money", "1.250,00 EUR")]
    [InlineData("Up 40 percent.", "percent", "40 percent")]
    [InlineData("Write to anna.schmidt@example.org today.", "email", "anna.schmidt@example.org")]
    [InlineData("See https://example.org/a?b=1.", "url", "https://example.org/a?b=1")]
    [InlineData("Call +49 30 1234 5678 now.", "phone", "+49 30 1234 5678")]
    public void Find_OneOfAKind_HasItsTypeAndItsPlace(string text, string type, string expected)
    {
        var found = EntityFinder.Find(text);

        var mention = Assert.Single(found, mention => mention.Type == type);
        Assert.Equal(expected, text[mention.Start..mention.End]);
    }

    [Theory]
    [InlineData("The Company shall pay. This Agreement ends.")]
    [InlineData("Mark the page and turn it. Will it rain?")]
    [InlineData("Version 3.14 of 2 parts, 7 of 9.")]
    public void Find_NothingNamed_FindsNothing(string text) => Assert.Empty(EntityFinder.Find(text));

    [Fact]
    public void Merge_Entities_EveryMentionReadsExactlySo()
    {
        var text = "🚢 " + string.Join("\n\n", Enumerable.Repeat(Texts.Harbour, 5)) + " 🎉 Paris";
        var runes = text.EnumerateRunes().ToArray();

        var result = Texts.Analyze(text, partCharacters: 700);

        Assert.True(result.Parts > 5);
        Assert.Equal(runes.Length, result.Characters);
        Assert.All(result.Entities, entity => Assert.All(entity.Mentions, mention =>
            Assert.Equal(entity.Text, string.Concat(runes[mention.Start..mention.End].Select(rune => rune.ToString())))));
        Assert.Equal(5, Assert.Single(result.Entities, entity => entity.Text == "anna.schmidt@example.org").Mentions.Count);
        Assert.Contains(result.Entities, entity => entity is { Text: "Paris", Type: "place" });
    }

    [Fact]
    public void Find_ManyMentions_DoNotOverlap()
    {
        var found = EntityFinder.Find(string.Concat(Enumerable.Repeat(Texts.Harbour + "\n\n", 50)));

        Assert.True(found.Count > 300);
        Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }
}
