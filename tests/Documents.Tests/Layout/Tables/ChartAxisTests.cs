using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

public sealed class ChartAxisTests
{
    [Fact]
    public void IsIn_ScaleDownOneSideAndFewLabels_IsTrue() => Assert.True(ChartAxis.IsIn(Table(
        ["20,000", "", "Ships"], ["15,000", "", ""], ["10,000", "Crew", ""], ["5,000", "", ""], ["0", "", ""])));

    [Fact]
    public void IsIn_ScaleAtTheOtherSide_IsTrue() =>
        Assert.True(ChartAxis.IsIn(Table(["", "Ships", "80 %"], ["", "", "60 %"], ["", "", "40 %"], ["Crew", "", "20 %"])));

    [Fact]
    public void IsIn_RowsOfYearsWithTheirFigures_IsFalse() => Assert.False(ChartAxis.IsIn(Table(
        ["1990", "31", "214"], ["1995", "28", "198"], ["2000", "17", "105"], ["2005", "16", "99"])));

    [Fact]
    public void IsIn_NumbersAtOtherSteps_IsFalse() =>
        Assert.False(ChartAxis.IsIn(Table(
            ["12", "", "Ships"], ["31", "", ""], ["7", "Crew", ""], ["85", "", ""], ["2", "", ""])));

    [Fact]
    public void IsIn_ThreeMarks_IsFalse() =>
        Assert.False(ChartAxis.IsIn(Table(["30", "", "Ships"], ["20", "", ""], ["10", "Crew", ""])));

    private static TableLayout Table(params string[][] rows) => new(rows.Length, rows[0].Length, [.. rows.SelectMany(
        (row, r) => row.Select((text, c) => new CellLayout(r, c, 1, 1, new Box(c, r, c + 1, r + 1), text)))]);
}
