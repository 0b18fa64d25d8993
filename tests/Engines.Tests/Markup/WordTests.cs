using DaprProcessing.Contracts.Documents;
using DaprProcessing.Documents.Docling;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Wordprocessing;

namespace DaprProcessing.Engines.Tests.Markup;

/// <summary>Files as Microsoft's own library writes them.</summary>
public sealed class WordTests(MarkupFixture fixture) : IClassFixture<MarkupFixture>
{
    [Fact]
    public async Task Document_OfTheSdk_IsRead()
    {
        var document = await fixture.ReadAsync(
            Word(new Paragraph(new DocumentFormat.OpenXml.Wordprocessing.Run(
                new DocumentFormat.OpenXml.Wordprocessing.Text("Hello")))),
            MediaTypes.Docx);

        Assert.Equal("Hello", Assert.Single(document.Texts).Text);
    }

    [Fact]
    public async Task Paragraph_WhoseEndIsDeleted_GoesOnInTheNext()
    {
        var document = await fixture.ReadAsync(
            Zip.Word(
                "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One and </w:t></w:r></w:p>"
                    + "<w:p><w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom><w:r><w:t>the same.</w:t></w:r></w:p>"),
            MediaTypes.Docx);

        Assert.Equal("One and the same.", Assert.Single(document.Texts).Text);
    }

    [Fact]
    public async Task Picture_ThatComesFortyTimes_IsUnpackedAgainWithoutHarm()
    {
        const string Paragraph = "<w:p><w:r><w:drawing><a:blip r:embed='p'/></w:drawing></w:r></w:p>";

        var document = await fixture.ReadAsync(
            Zip.Word(
                string.Concat(Enumerable.Repeat(Paragraph, 40)), Zip.Relation("p", "image", "large.bin"),
                ("word/large.bin", new byte[30 << 20])),
            MediaTypes.Docx);

        Assert.Equal(40, document.Pictures.Count);
    }

    [Fact]
    public async Task Comment_WithALink_LeadsWhereItsOwnPartSays()
    {
        var document = await fixture.ReadAsync(
            Zip.Word(
                "<w:p/>",
                Zip.Relation("c", "comments", "comments.xml") + Zip.Relation("l", "hyperlink", "https://text.example/", true),
                ("word/comments.xml", Zip.Xml(
                    "<w:comments xmlns:w='urn:w' xmlns:r='urn:r'><w:comment><w:p><w:hyperlink r:id='l'><w:r><w:t>there</w:t>"
                    + "</w:r></w:hyperlink></w:p></w:comment></w:comments>")),
                ("word/_rels/comments.xml.rels", Zip.Xml(
                    $"<Relationships>{Zip.Relation("l", "hyperlink", "https://comment.example/", true)}</Relationships>"))),
            MediaTypes.Docx);

        Assert.Equal("https://comment.example/", Assert.Single(document.Texts).Hyperlink);
    }

    [Fact]
    public async Task Field_SaysItsResult_NotHowItIsMade()
    {
        var document = await fixture.ReadAsync(
            Zip.Word(
                "<w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
                    + "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
                    + "<w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"),
            MediaTypes.Docx);

        Assert.Equal("Page 7", Assert.Single(document.Texts).Text);
    }

    [Fact]
    public async Task Formula_IsTex()
    {
        var document = await fixture.ReadAsync(
            Zip.Word(
                "<w:p><m:oMath xmlns:m='urn:m'><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:sSup>"
                    + "<m:e><m:r><m:t>b</m:t></m:r></m:e>"
                    + "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath></w:p>"),
            MediaTypes.Docx);

        var formula = Assert.Single(document.Texts);
        Assert.Equal((Labels.Formula, @"\frac{a}{b^{2}}"), (formula.Label, formula.Text));
    }

    [Fact]
    public async Task TextBox_IsSaidOnce()
    {
        var document = await fixture.ReadAsync(
            Zip.Word(
                "<w:p><w:r><w:t>Beside.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:drawing>"
                    + "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
                    + "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></w:pict>"
                    + "</mc:Fallback></mc:AlternateContent></w:r></w:p>"),
            MediaTypes.Docx);

        Assert.Equal(["Beside.", "In the box."], document.Texts.Select(text => text.Text));
    }

    [Fact]
    public async Task Workbook_OfTheSdk_IsRead()
    {
        var file = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var main = workbook.AddWorkbookPart();
            main.Workbook = new Workbook(new Sheets());
            var sheet = main.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(
                new Row(Cell("A1", "Name"), Cell("B1", "Age")), new Row(Cell("A2", "Ada"), Cell("B2", "36"))));
            main.Workbook.Sheets!.Append(new Sheet { Id = main.GetIdOfPart(sheet), SheetId = 1, Name = "People" });
        }

        var document = await fixture.ReadAsync(file.ToArray(), MediaTypes.Xlsx);

        Assert.Equal(["Name", "Age", "Ada", "36"], Assert.Single(document.Tables).Data.TableCells.Select(cell => cell.Text));
    }

    private static Cell Cell(string place, string text) =>
        new(new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(text)))
        {
            CellReference = place, DataType = CellValues.InlineString,
        };

    private static byte[] Word(params OpenXmlElement[] blocks)
    {
        var file = new MemoryStream();
        using (var word = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            word.AddMainDocumentPart().Document = new Document(new Body(blocks));
        }

        return file.ToArray();
    }
}
