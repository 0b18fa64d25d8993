using System.Text.Json;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Platform.Hosting;

namespace DaprProcessing.Platform.Tests.Storing;

/// <summary>What stages keep of pages: parts of an object that they share, and words in short.</summary>
public sealed class SharedOutputTests
{
    [Theory]
    [InlineData(0, 3, "abc")]
    [InlineData(1, 2, "bc")]
    [InlineData(3, 0, "")]
    public void Part_OfAnObject_IsItsBytes(int start, int length, string expected) =>
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(new ObjectPart(start, length).Of("abc"u8.ToArray()).Span));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(-1, 2)]
    [InlineData(4, 0)]
    [InlineData(0, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Part_ThatAnObjectDoesNotHave_IsInvalid(int start, int length)
    {
        var error = Assert.Throws<InvalidDataException>(() => new ObjectPart(start, length).Of("abc"u8.ToArray()));

        Assert.Contains("3 bytes", error.Message);
    }

    [Fact]
    public void Word_IsTheSameAfterJson()
    {
        PageWord[] words =
        [
            new("plain", new Box(54, 36.42, 67.34, 51), 0, 12),
            new("\"Größe\" \u05D0 🚢", new Box(-1.5, 0, 1e6, 0.01), 3, 7.97, EndsLine: true, SpaceAfter: false)
            {
                Color = 0x231F20, AngleDeg = 270, Hidden = true,
            },
        ];

        var json = JsonSerializer.Serialize(words, ServiceHost.Json);

        Assert.Equal(words, JsonSerializer.Deserialize<PageWord[]>(json, ServiceHost.Json));
        Assert.StartsWith("""[{"text":"plain","box":{"l":54,"t":36.42,"r":67.34,"b":51},"font":0,"sizePt":12},""", json);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.0)]
    [InlineData(54)]
    [InlineData(100)]
    [InlineData(36.4)]
    [InlineData(36.42)]
    [InlineData(0.07)]
    [InlineData(1.1)]
    [InlineData(0.29)]
    [InlineData(-0.05)]
    [InlineData(-1200.5)]
    [InlineData(9_999_999.99)]
    [InlineData(10_000_000.01)]
    [InlineData(1.005)]
    [InlineData(0.001)]
    [InlineData(1 / 3.0)]
    [InlineData(36.42 + 1e-14)]
    [InlineData(1e16)]
    [InlineData(double.MaxValue)]
    public void Box_IsWrittenInTheDigitsOfADouble(double length) => Assert.StartsWith(
        $$"""{"l":{{JsonSerializer.Serialize(length)}},""", JsonSerializer.Serialize(new Box(length, 0, 0, 0)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Box_WithoutNumbers_IsRefused(double length) =>
        Assert.Throws<ArgumentException>(() => JsonSerializer.Serialize(new Box(length, 0, 0, 0)));

    [Fact]
    public void Word_OfAnEarlierOrLaterBuild_IsReadAsFarAsItIsKnown()
    {
        var word = JsonSerializer.Deserialize<PageWord>(
            """{"new":{"a":[1]},"spaceAfter":true,"endsLine":false,"box":{"l":1,"x":{},"t":2,"r":3,"b":4},"text":"a"}""",
            ServiceHost.Json);

        Assert.Equal(new PageWord("a", new Box(1, 2, 3, 4), 0, 0), word);
    }

    [Theory]
    [InlineData("""{"text":"a","box":[1,2,3,4]}""")]
    [InlineData("""{"text":"a","box":null}""")]
    [InlineData("""{"box":{"l":1}}""")]
    [InlineData("""{"text":"a","font":1.5}""")]
    [InlineData("[]")]
    [InlineData("\"word\"")]
    public void Word_ThatIsNone_IsRefused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<PageWord>(json, ServiceHost.Json));
}
