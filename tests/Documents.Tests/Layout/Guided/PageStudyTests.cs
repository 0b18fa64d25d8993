using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Guided;

namespace DaprProcessing.Documents.Tests.Layout.Guided;

public sealed class PageStudyTests
{
    private static readonly double[] Edges = [70, 170, 320, 420];
    private static readonly Box Place = new(70, 198, 420, 296);

    [Fact]
    public void Guided_TableThatRulesMissed_IsReadFromItsStructure()
    {
        var study = new PageStudy(Prose().Lines(72, 200, 10, "alpha beta", "gamma delta").Build());

        var crop = Assert.Single(study.TablesToRead([Table(new Box(70, 198, 180, 224))]));
        var page = study.Guided(
            [Table(new Box(70, 198, 180, 224))], [SmallStructure.Even(199, 12, 2, [70, 100, 150])]);

        Assert.True(crop.L < 72 && crop.B > 222);
        var table = Assert.Single(page.Blocks, block => block.Table is not null).Table!;
        Assert.Equal(["alpha", "beta", "gamma", "delta"], table.Cells.Select(cell => cell.Text));
        Assert.Equal(0.99, table.ModelScore);
        Assert.DoesNotContain(page.Blocks, block => block.Text.Contains("alpha", StringComparison.Ordinal));
    }

    [Fact]
    public void Guided_RegionTooFaint_IsNotRead() =>
        Assert.Empty(Study().TablesToRead([Table(Place, 0.4)]));

    [Fact]
    public void Guided_TableThatOnlyRulesSee_GoesWhereItIsNotPlain()
    {
        var study = new PageStudy(Prose().Rows(200, [72, 180, 330], ["a", "", "b"], ["c", "d", ""], ["", "e", "f"],
            ["g", "", "h"], ["i", "", "j"]).Build());

        Assert.Single(study.ByRules.Blocks, block => block.Table is not null);
        Assert.DoesNotContain(study.Guided([], []).Blocks, block => block.Table is not null);
        Assert.Contains(study.Guided([Table(Place with { B = 280 }, 0.3)], []).Blocks, block => block.Table is not null);
    }

    [Fact]
    public void Guided_PlainTableThatNoModelSaw_Stays() =>
        Assert.Contains(Study().Guided([], []).Blocks, block => block.Table is { Rows: 7, ModelScore: null });

    [Theory]
    [InlineData(7, 3, 0.99, null)]
    [InlineData(6, 3, 0.99, 0.99)]
    [InlineData(6, 3, 0.9, null)]
    [InlineData(12, 3, 0.99, null)]
    public void Guided_SameTable_IsTheModelsOnlyWhereItSurelySaysElse(int rows, int columns, double score, double? expected)
    {
        var structure = SmallStructure.Even(199, 98.0 / rows, rows, Edges[..(columns + 1)], score);

        var page = Study().Guided([Table(Place)], [structure]);

        Assert.Equal(expected, Assert.Single(page.Blocks, block => block.Table is not null).Table!.ModelScore);
    }

    [Fact]
    public void Guided_StructureThatDidNotEnd_LeavesTheTableToRules()
    {
        var structure = SmallStructure.Even(199, 20, 5, Edges) with { IsWhole = false };

        Assert.Null(Assert.Single(Study().Guided([Table(Place)], [structure]).Blocks, block => block.Table is not null)
            .Table!.ModelScore);
    }

    [Fact]
    public void Guided_NoStructure_LosesNoText()
    {
        var study = new PageStudy(Prose().Lines(72, 200, 10, "alpha beta gamma", "delta epsilon").Build());

        var page = study.Guided([Table(new Box(70, 198, 180, 224))], [null]);

        Assert.Equal(study.ByRules.Letters, page.Blocks.Sum(block => block.Text.Count(char.IsLetterOrDigit)));
    }

    [Fact]
    public void Guided_ListThatTheModelTakesForATable_StaysAList()
    {
        var study = new PageStudy(Prose().Rows(200, [72, 90], ["•", "salt from the north of the bay"],
            ["•", "coal from the islands beyond"], ["•", "glass from the works in town"]).Build());

        var page = study.Guided(
            [Table(new Box(70, 198, 320, 245))], [SmallStructure.Even(199, 14, 3, [70, 85, 320])]);

        Assert.Equal(3, page.Blocks.Count(block => block.Kind == BlockKind.ListItem));
        Assert.DoesNotContain(page.Blocks, block => block.Table is not null);
    }

    [Fact]
    public void Guided_ListingThatTheModelTakesForATable_StaysCode()
    {
        var draft = Prose();
        string[] lines = ["CREATE TABLE ships ( name , year )", "AS SELECT name , year", "FROM register", "WHERE year = 1879"];
        for (var i = 0; i < lines.Length; i++)
        {
            draft.Line(72, 200 + (12 * i), lines[i], face: Face.Mono);
        }

        var page = new PageStudy(draft.Build()).Guided(
            [Table(new Box(70, 198, 400, 250))], [SmallStructure.Even(199, 12, 4, [70, 120, 400])]);

        Assert.Contains(page.Blocks, block => block.Kind == BlockKind.Code);
        Assert.DoesNotContain(page.Blocks, block => block.Table is not null);
    }

    [Fact]
    public void Guided_CaptionInTheTablesBox_IsNotARowOfIt()
    {
        var study = new PageStudy(
            Prose().Lines(72, 186, 10, "Table 3: Ships of the bay").Rows(200, [72, 180], ["alpha", "beta"], ["gamma", "delta"])
                .Build());

        var page = study.Guided(
            [Table(new Box(70, 184, 260, 226))], [SmallStructure.Even(185, 13.5, 3, [70, 150, 260])]);

        Assert.Equal(["alpha", "beta", "gamma", "delta"],
            Assert.Single(page.Blocks, block => block.Table is not null).Table!.Cells.Select(cell => cell.Text));
        Assert.Contains(page.Blocks, block => block.Kind == BlockKind.Caption && block.Text == "Table 3: Ships of the bay");
    }

    [Fact]
    public void Guided_PageOnWhichNoTitleIsSeen_LeavesTitlesToTheirType() =>
        Assert.All(Study().Guided([Table(Place)], [null]).Blocks, block => Assert.Null(block.TitleScore));

    [Fact]
    public void Guided_TitleOverText_IsABlockOfItsOwnWithItsScore()
    {
        var page = new PageBuilder().Lines(72, 100, 10, "What the harbour needs", "The harbour needs a deeper",
            "basin and a longer quay than", "the one it has.").Build();

        var blocks = new PageStudy(page).Guided(
            [new LayoutRegion(RegionKind.Title, new Box(70, 98, 200, 112), 0.8)], []).Blocks;

        Assert.Equal(("What the harbour needs", 0.8), (blocks[0].Text, blocks[0].TitleScore));
        Assert.Equal(0, blocks[1].TitleScore);
        Assert.All(new PageStudy(page).ByRules.Blocks, block => Assert.Null(block.TitleScore));
    }

    [Fact]
    public void Guided_RightToLeftPage_KeepsColumnsInReadingOrder()
    {
        var study = new PageStudy(new PageBuilder().Line(72, 200, "واحد").Line(200, 200, "اثنان").Line(72, 214, "ثلاثة")
            .Line(200, 214, "اربعة").Build());

        var page = study.Guided(
            [Table(new Box(60, 195, 260, 230))], [SmallStructure.Even(199, 14, 2, [60, 150, 260])]);

        var cells = Assert.Single(page.Blocks, block => block.Table is not null).Table!.Cells;
        Assert.Equal("اثنان", cells.Single(cell => cell is { Row: 0, Column: 0 }).Text);
        Assert.All(page.Blocks, block => Assert.Null(block.TitleScore));
    }

    private static PageStudy Study() => new(Prose().Rows(200, [72, 180, 330], ["Month", "Ships", "Cargo"],
        ["March", "31", "salt"], ["April", "28", "coal"], ["May", "40", "glass"], ["June", "12", "salt"], ["July", "9", "wood"],
        ["August", "51", "iron"]).Build());

    private static TestPage Prose()
    {
        var page = new TestPage();
        page.Paragraph(
            72, 80, 400, "The harbour of the town was built in two years, and it has been dredged every spring since then.");
        return page;
    }

    private static LayoutRegion Table(Box box, double score = 0.95) => new(RegionKind.Table, box, score);

    private sealed class TestPage() : PageBuilder(1)
    {
        public new TestPage Lines(double x, double y, double size, params string[] lines)
        {
            base.Lines(x, y, size, lines);
            return this;
        }

        public TestPage Rows(double top, double[] edges, params string[][] rows)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                foreach (var (x, text) in edges.Zip(rows[i]).Where(cell => cell.Second.Length > 0))
                {
                    Line(x, top + (14 * i), text);
                }
            }

            return this;
        }
    }
}
