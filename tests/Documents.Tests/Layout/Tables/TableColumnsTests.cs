using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Tables;

namespace DaprProcessing.Documents.Tests.Layout.Tables;

public sealed class TableColumnsTests
{
    [Fact]
    public void Separators_OfTwoColumns_IsTheMiddleOfTheWhiteBetween() =>
        Assert.Equal([175], Separators(Rows([100, 200], ["abcdefghij", "x"], ["abcd", "y"])));

    [Fact]
    public void Separators_OfOnePieceARow_AreNone() => Assert.Empty(Separators(Rows([100], ["one"], ["two"])));

    [Fact]
    public void Separators_OfColumnsThatTouch_AreNone() =>
        Assert.Empty(Separators([[Parts.Row(100, 100, "abcd"), Parts.Row(100, 123, "efgh")]]));

    [Fact]
    public void Separators_LongCellInOneOfManyRows_DoesNotCloseTheStripe()
    {
        var rows = Rows([72, 200, 320], [.. Enumerable.Range(0, 9).Select(i => new[] { "ab", "cd", "ef" })]);
        rows.Add([Parts.Row(300, 72, "abcdefghijklmnopqrstuvwxyz012"), Parts.Row(300, 320, "ef")]);

        Assert.Equal(2, Separators(rows).Count);
    }

    [Fact]
    public void Separators_LongCellInOneOfFewRows_ClosesTheStripe()
    {
        var rows = Rows([72, 200, 320], ["ab", "cd", "ef"], ["ab", "cd", "ef"]);
        rows.Add([Parts.Row(300, 72, "abcdefghijklmnopqrstuvwxyz012"), Parts.Row(300, 320, "ef")]);

        Assert.Single(Separators(rows));
    }

    [Fact]
    public void Separators_OneCellThatStartsEarlier_LeavesThemInTheWhiteOfTheOthers()
    {
        var rows = Rows([72, 200, 320], [.. Enumerable.Range(0, 6).Select(i => new[] { "ab", "cd", "ef" })]);
        rows.Add([Parts.Row(300, 72, "abcdefghijklmnopqrstuvwxyz0"), Parts.Row(300, 300, "efghij")]);

        Assert.Equal([141, 255], Separators(rows));
    }

    [Fact]
    public void Separators_OneCellThatReachesTheNext_LieBetweenTheirWords()
    {
        var rows = Rows([72, 200, 320], [.. Enumerable.Range(0, 12).Select(i => new[] { "ab", "cd", "ef" })]);
        rows.Add([Parts.Row(300, 72, "ab"), Parts.Row(300, 200, "abcdefghijklmn"), Parts.Row(300, 320, "ef")]);
        rows.Add([Parts.Row(314, 72, "ab"), Parts.Row(314, (200, "abcdefghijklmnopqr"), (296, "efghij"))]);

        Assert.Equal([141, 295], Separators(rows));
    }

    private static List<double> Separators(List<List<TextRow>> rows) => TableColumns.Separators(rows, 10);

    private static List<List<TextRow>> Rows(double[] edges, params string[][] rows) =>
        [.. Parts.Table(100, edges, rows).Select(row => Fragments.Of(row, 7))];
}
