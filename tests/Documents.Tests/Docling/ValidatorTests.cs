using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Docling;

public sealed class ValidatorTests
{
    public static TheoryData<string, Action<DoclingDocument>> Breaches => new()
    {
        { "lists #/texts/0 twice", document => document.Body.Children.Add(new RefItem("#/texts/0")) },
        { "does not list it", document => document.Body.Children.RemoveAt(0) },
        { "which does not exist", document => document.Body.Children.Add(new RefItem("#/texts/9999")) },
        { "whose parent is", document => document.Groups[0].Children.Add(new RefItem("#/texts/0")) },
        { "calls itself", document => document.Texts[0].SelfRef = "#/texts/7" },
        { "unknown label", document => document.Texts[0].Label = "headline" },
        { "is not 1 to 100", document => (document.Texts[0].Label, document.Texts[0].Level) = (Labels.SectionHeader, 0) },
        { "charspan outside", document => document.Texts[0].Prov[0] = document.Texts[0].Prov[0] with { Charspan = [0, 9999] } },
        { "page 77 does not exist", document => document.Texts[0].Prov[0] = document.Texts[0].Prov[0] with { PageNo = 77 } },
        { "box is inverted", document => Move(document.Texts[0], new BoundingBox(50, 10, 20, 40, BoundingBox.BottomLeft)) },
        { "outside its page", document => Move(document.Texts[0], new BoundingBox(0, 900, 20, 40, BoundingBox.BottomLeft)) },
        { "overlaps another", document => document.Tables[0].Data.TableCells.Add(document.Tables[0].Data.TableCells[0]) },
        { "lies outside 2 × 2", document => document.Tables[0].Data.TableCells[0].EndColOffsetIdx = 5 },
        { "cells", document => document.Tables[0].Data.NumRows = int.MaxValue },
        { "list item outside a list", document => document.Groups[0].Label = "section" },
        { "neither standard nor", document => document.Body.Meta = new() { ["sentiment"] = "good" } },
        { "version", document => document.Version = "2.0.0" },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Validate_OneRuleBroken_NamesIt(string problem, Action<DoclingDocument> breach)
    {
        var document = Sound();

        breach(document);

        Assert.Contains(DoclingValidator.Validate(document), found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_NamespacedMeta_IsSound()
    {
        var document = Sound();
        document.Body.Meta = new()
        {
            ["ours__sentiment"] = "good", ["summary"] = new System.Text.Json.Nodes.JsonObject { ["text"] = "short" },
        };

        Assert.Empty(DoclingValidator.Validate(document));
    }

    private static void Move(TextItem text, BoundingBox box) => text.Prov[0] = text.Prov[0] with { Bbox = box };

    private static DoclingDocument Sound()
    {
        var document = Convert.ToDocument(SamplePages.Rich(1));
        var table = new TableItem
        {
            SelfRef = "#/tables/0",
            Label = Labels.Table,
            Parent = new RefItem("#/body"),
            Data = new TableData
            {
                NumRows = 2, NumCols = 2, TableCells = [new TableCell { EndRowOffsetIdx = 1, EndColOffsetIdx = 1, Text = "one" }],
            },
        };
        document.Tables.Add(table);
        document.Body.Children.Add(new RefItem("#/tables/0"));
        Assert.Empty(DoclingValidator.Validate(document));
        return document;
    }
}
