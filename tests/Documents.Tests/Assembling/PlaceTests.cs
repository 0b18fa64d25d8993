using System.Text;
using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Tests.Assembling;

/// <summary>Where things stand, in the JSON that users read: boxes, spans of characters, links, levels.</summary>
public sealed class PlaceTests
{
    [Fact]
    public void Json_OfAParagraphOverTwoPages_HasAPlaceAndASpanForEach()
    {
        var first = new PageBuilder(1).Lines(72, 600, 10, "The list is long in summer, and in winter it is short be-").Build();
        var second = new PageBuilder(2).Lines(72, 120, 10, "cause of the ice.").Build();

        var text = Json(first, second)["texts"]![0]!;

        var said = (string)text["text"]!;
        Assert.Equal("The list is long in summer, and in winter it is short because of the ice.", said);
        Assert.Equal(
            [(1, "The list is long in summer, and in winter it is short be"), (2, "cause of the ice.")],
            text["prov"]!.AsArray().Select(place => ((int)place!["page_no"]!,
                said[(int)place["charspan"]![0]!..(int)place["charspan"]![1]!])));
    }

    [Fact]
    public void Json_OfAHeading_HasItsLevelAndItsBoxFromTheBottom()
    {
        var page = new PageBuilder();
        page.Line(72, 72, "The harbour of the bay", 20);
        page.Paragraph(72, 120, 460, Convert.Prose);
        page.Line(72, 200, "1.1 Ships", 13, Face.Bold);
        page.Paragraph(72, 230, 460, Convert.Prose);

        var heading = Json(page.Build())["texts"]!.AsArray().Single(text => (string)text!["text"]! == "1.1 Ships")!;

        Assert.Equal((Labels.SectionHeader, 1), ((string)heading["label"]!, (int)heading["level"]!));
        var box = heading["prov"]![0]!["bbox"]!;
        Assert.Equal((72.0, 592.0, 577.7, "BOTTOMLEFT"),
            ((double)box["l"]!, (double)box["t"]!, (double)box["b"]!, (string)box["coord_origin"]!));
    }

    [Fact]
    public void Json_OfALinkInAParagraph_HasItsHyperlinkOnItsRunAlone()
    {
        var page = new PageBuilder();
        page.Paragraph(72, 100, 460, "The harbour office keeps a list of every ship that enters the bay and leaves it.");
        var words = page.Build().Words.Where(word => word.Text is "list" or "of").Take(2).ToList();

        var texts = Json(page.Build() with
        {
            Links = [new PageLink(Box.Around(words.Select(word => word.Box)), "https://harbour.example/list")],
        })["texts"]!.AsArray();

        var linked = Assert.Single(texts, text => text!["hyperlink"] is not null)!;
        Assert.Equal(("list of", "https://harbour.example/list"), ((string)linked["text"]!, (string)linked["hyperlink"]!));
        Assert.Equal("[0,7]", linked["prov"]![0]!["charspan"]!.ToJsonString());
        Assert.Equal("#/groups/0", (string)linked["parent"]!["$ref"]!);
    }

    [Fact]
    public void Json_OfATable_HasItsCellsFromTheTopAndNoEmptyFields()
    {
        var page = new PageBuilder();
        for (var y = 100; y <= 140; y += 20)
        {
            page.Rule(70, y, 370, y + 0.5);
        }

        page.Rule(70, 100, 70.5, 140).Rule(220, 100, 220.5, 140).Rule(370, 100, 370.5, 140);
        page.Line(75, 105, "Ship").Line(225, 105, "Tons").Line(75, 125, "Ark").Line(225, 125, "9");

        var table = Json(page.Build())["tables"]![0]!;

        var cells = table["data"]!["table_cells"]!.AsArray();
        Assert.Equal(["Ship", "Tons", "Ark", "9"], cells.Select(cell => (string)cell!["text"]!));
        Assert.Equal([0, 0, 1, 1], cells.Select(cell => (int)cell!["start_row_offset_idx"]!));
        Assert.Equal([true, true, false, false], cells.Select(cell => (bool)cell!["column_header"]!));
        Assert.All(cells, cell => Assert.Equal("TOPLEFT", (string)cell!["bbox"]!["coord_origin"]!));
        Assert.True((double)cells[0]!["bbox"]!["t"]! < (double)cells[2]!["bbox"]!["t"]!, "rows go down");
        Assert.False(table.AsObject().ContainsKey("image"), "what is not there is left out");
        Assert.Equal((2, 2), ((int)table["data"]!["num_rows"]!, (int)table["data"]!["num_cols"]!));
    }

    [Fact]
    public void Json_OfANumberedItem_HasItsMarkerApartFromItsText()
    {
        var page = new PageBuilder().Line(72, 100, "(a) timber").Line(72, 114, "(b) glass");

        var item = Json(page.Build())["texts"]![1]!;

        Assert.Equal(("(b)", "glass", "(b) glass", true),
            ((string)item["marker"]!, (string)item["text"]!, (string)item["orig"]!, (bool)item["enumerated"]!));
    }

    [Fact]
    public void Json_OfAPicture_RefersToItsCaption()
    {
        var page = new PageBuilder().Image(100, 100, 300, 250).Line(100, 260, "Figure 2. A nut.", 9);
        page.Paragraph(72, 300, 460, Convert.Prose);

        var document = Json(page.Build());

        var picture = document["pictures"]![0]!;
        var reference = (string)picture["captions"]![0]!["$ref"]!;
        Assert.Equal(reference, (string)picture["children"]![0]!["$ref"]!);
        Assert.Equal("Figure 2. A nut.", (string)document["texts"]![int.Parse(reference["#/texts/".Length..])]!["text"]!);
        Assert.Equal("[0,0]", picture["prov"]![0]!["charspan"]!.ToJsonString());
    }

    [Fact]
    public void Json_OfUnicodeText_IsNotEscaped()
    {
        var json = Encoding.UTF8.GetString(DoclingJson.ToUtf8Bytes(
            Convert.ToDocument(new PageBuilder().Line(72, 100, "Größe < 海 & »x«").Build())));

        Assert.Contains("Größe < 海 & »x«", json, StringComparison.Ordinal);
    }

    private static JsonNode Json(params PageText[] pages) =>
        JsonNode.Parse(DoclingJson.ToUtf8Bytes(Convert.ToDocument(pages)))!;
}
