using DaprProcessing.Quality.Reading;
using DaprProcessing.Quality.Scoring;
using DaprProcessing.Quality.Truth;

namespace DaprProcessing.Documents.Tests.Quality;

/// <summary>The scorers of <c>make quality</c>, on cases small enough to count by hand.</summary>
public sealed class ScorerTests
{
    private static readonly Grid Ships = Grid.Of([["Ship", "Cargo"], ["Anna", "timber"], ["Berta", "glass"]]);

    [Fact]
    public void Adjacency_OfTheSameTable_IsOne() => Assert.Equal(1, Adjacency.Of([Ships], [Ships]).F1);

    [Fact]
    public void Adjacency_CountsNeighboursBesideAndBelow_ThatAreThere()
    {
        // Seven relations: three beside, four below. Two cells joined leave two beside and, between the last rows, none below.
        var joined = Grid.Of([["Ship", "Cargo"], ["Anna", "timber"], ["Berta glass", ""]]);

        var score = Adjacency.Of([Ships], [joined]);

        Assert.Equal((4, 7, 5), (score.Hits, score.Expected, score.Found));
    }

    [Fact]
    public void Adjacency_PassesOverEmptyCells_AndKnowsMergedOnes()
    {
        var merged = new Grid([new GridCell(0, 0, 0, 2, "Year"), new GridCell(1, 0, 1, 0, "a"), new GridCell(1, 2, 1, 2, "b")]);
        var split = Grid.Of([["Year", "", ""], ["a", "", "b"]]);

        Assert.Equal((2, 3, 2), Counts(Adjacency.Of([merged], [split])));
    }

    [Fact]
    public void Adjacency_OfATableThatIsNone_CostsPrecision() =>
        Assert.Equal(0.5, Adjacency.Of([Ships], [Ships, Grid.Of([["1", "2"], ["3", "4"], ["5", "6"]])]).Precision);

    [Fact]
    public void TablesFound_TakesEachTableOnce()
    {
        var half = Grid.Of([["Ship", "Cargo"], ["Anna", "timber"]]);
        var other = Grid.Of([["nothing", "alike"]]);

        Assert.Equal((1, 1, 3), Counts(TablesFound.Of([Ships], [half, half, other])));
    }

    [Theory]
    [InlineData("abcdef", "abcdef", 6)]
    [InlineData("abcdef", "axcyez", 3)]
    [InlineData("abc", "cba", 1)]
    [InlineData("", "abc", 0)]
    public void CommonText_IsTheLongestCommonSubsequence(string one, string other, int length) =>
        Assert.Equal((length, length), (CommonText.Length(one, other), CommonText.Length(other, one)));

    [Fact]
    public void CommonText_OverManyMachineWords_IsThatOfThePlainMatrix()
    {
        var random = new Random(7);
        var (one, other) = (Letters(random, 300), Letters(random, 260));

        Assert.Equal(PlainLength(one, other), CommonText.Length(one, other));
    }

    [Fact]
    public void Items_AreToldByAlikeTexts_EachOnce() =>
        Assert.Equal((2, 3, 3), Counts(Items.Of(
            ["1. Introduction", "Methods and data", "Results"], ["Methods  and Data", "Result", "Contents"])));

    [Fact]
    public void Headings_AreToldWithoutTheirNumbers() =>
        Assert.Equal((2, 2, 2), Counts(Items.OfHeadings(["Ships 1", "5", "Of the bay"], ["1. Ships", "5 Of the bay"])));

    [Fact]
    public void Bags_CountWordsAsOftenAsTheyCome() =>
        Assert.Equal((2, 3, 4), Counts(Score.OfBags(["a", "a", "b"], ["a", "b", "b", "c"])));

    [Theory]
    [InlineData("Ship-owners’ co\u0301rner", "ship owners co\u0301rner")]
    [InlineData("港口 abc港", "港 口 abc 港")]
    [InlineData("\U00011C00\U00011C10 x", "\U00011C00\U00011C10 x")]
    public void Words_HaveTheirMarks_AndAreCharactersWhereNoSpacesAreWritten(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Plain.Words(text)));

    [Theory]
    [InlineData("a pp r o ve d plan", "approved plan", 7)]
    [InlineData("the approved plan", "the app roved", 2)]
    [InlineData("page 3 of 33", "page of 33", 3)]
    [InlineData("crate crate", "crate box", 1)]
    public void WordsRead_AreTheSameLettersInARow_HoweverTheyAreCut(string expected, string found, int hits) =>
        Assert.Equal(hits, WordsRead.Of(expected.Split(' '), found.Split(' ')).Hits);

    [Theory]
    [InlineData("the harbour office", "harbor", 1, true)]
    [InlineData("the harbour office", "harbor", 0, false)]
    [InlineData("the harbour office", "harbour office", 0, true)]
    public void Search_FindsWhatDiffersByAFewLetters(string text, string sought, int most, bool found) =>
        Assert.Equal(found, Search.End(text, sought, most) >= 0);

    [Fact]
    public void Facts_OfOrderAndCells_AreDecidedByWhatStandsWhere()
    {
        var page = MarkdownRendition.Of("First the tide.\n\nThen the wind.\n\n| Ship | Cargo |\n|---|---|\n| Anna | timber |");
        var order = new OlmocrFact("", 1, "", "order") { Before = "the tide", After = "the wind" };
        var cell = new OlmocrFact("", 1, "", "table") { Cell = "timber", Up = "Cargo", Left = "Anna" };

        Assert.True(Facts.Holds(order, page) && Facts.Holds(cell, page));
        Assert.False(Facts.Holds(order with { Before = "the wind", After = "the tide" }, page));
        Assert.False(Facts.Holds(cell with { Up = "Ship" }, page));
        Assert.True(Facts.Holds(new OlmocrFact("", 1, "", "absent") { Text = "page 7" }, page));
    }

    [Fact]
    public void Markdown_IsTakenApart_IntoHeadingsItemsAndTables()
    {
        var read = MarkdownRendition.Of("# Title\n\n- [x] one\n2. two\n\n| a \\| b | c |\n|---|---|\n| d | e |\n\n## 1\\. Next");

        Assert.Equal(["Title", "1. Next"], read.Headings);
        Assert.Equal(["one", "two"], read.ListItems);
        Assert.StartsWith("titleone2.twoa|bc", Plain.Of(read.Text), StringComparison.Ordinal);
        Assert.Equal(["a | b", "c", "d", "e"], Assert.Single(read.Tables).Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void PythonLists_AreRead_WithCommentsEscapesAndStringsInPieces()
    {
        var lists = PythonLists.Read(
            "x = y[1:]\ndata_a = [\n    # first\n    [\"a\\n\", 'b' \n     'c'],\n    [\"\\u00e9\", \"]\"],\n]\n");

        Assert.Equal([["a\n", "bc"], ["é", "]"]], lists["data_a"]);
        Assert.Single(lists);
    }

    [Fact]
    public void Csv_IsRead_WithQuotedLinesAndCommas() =>
        Assert.Equal([["a,b", "c\"d"], ["e\nf", ""]], Csv.Read("\"a,b\",\"c\"\"d\"\r\n\"e\nf\",\n"));

    private static (double, double, double) Counts(Score score) => (score.Hits, score.Expected, score.Found);

    private static string Letters(Random random, int count) =>
        new([.. Enumerable.Range(0, count).Select(_ => (char)('a' + random.Next(5)))]);

    private static int PlainLength(string one, string other)
    {
        var lengths = new int[one.Length + 1, other.Length + 1];
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                lengths[i, j] = one[i - 1] == other[j - 1] ? lengths[i - 1, j - 1] + 1
                    : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths[one.Length, other.Length];
    }
}
