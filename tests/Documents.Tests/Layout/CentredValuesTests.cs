using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Tests.Layout;

public sealed class CentredValuesTests
{
    [Fact]
    public void Raise_ValuesBetweenTheLinesOfALabel_StandBesideItsFirst() =>
        Assert.Equal(["Ships of the bay 31 28 40", "and of the islands", "Cargo 9 7 3"], Texts(
            Parts.Row(100, (72, "Ships of the bay")), Parts.Row(105, (300, "31"), (340, "28"), (380, "40")),
            Parts.Row(110, (72, "and of the islands")), Parts.Row(124, (72, "Cargo"), (300, "9"), (340, "7"), (380, "3"))));

    [Theory]
    [InlineData(112, 105, "31", "28", false)]
    [InlineData(124, 112, "31", "28", true)]
    [InlineData(112, 101, "31", "28", true)]
    [InlineData(112, 105, "salt", "coal", true)]
    public void Raise_WhatIsNotBetweenLinesOfOneLabel_StaysWhereItIs(
        double second, double middle, string value, string other, bool stays) =>
        Assert.Equal(stays, Texts(
            Parts.Row(100, (72, "Ships of the bay")), Parts.Row(middle, (300, value), (340, other)),
            Parts.Row(second, (72, "and of the islands"))).Count == 3);

    [Fact]
    public void Raise_LinesOfTwoColumnsHalfALineApart_StayLines() =>
        Assert.Equal(3, Texts(
            Parts.Row(100, (72, "Ships of the bay")), Parts.Row(105, (300, "3 ships came in 1879")),
            Parts.Row(110, (72, "and of the islands"))).Count);

    private static List<string> Texts(params TextRow[] rows) =>
        [.. CentredValues.Raise([.. rows]).Select(row => LineText.Of(row.Words))];
}
