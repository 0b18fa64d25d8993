using System.Text;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines.Tests.Markup;

/// <summary>What strangers send: the unit fails with its reason, or is read without what it must not have.</summary>
public sealed class HostileTests(MarkupFixture fixture) : IClassFixture<MarkupFixture>
{
    private const string Paragraph = "<w:p><w:r><w:t>Still here.</w:t></w:r></w:p>";

    [Theory]
    [InlineData("no zip", MediaTypes.Docx, FailureCodes.InvalidDocument)]
    [InlineData("no main part", MediaTypes.Docx, FailureCodes.InvalidDocument)]
    [InlineData("broken XML", MediaTypes.Docx, FailureCodes.InvalidDocument)]
    [InlineData("entities that grow", MediaTypes.Docx, FailureCodes.InvalidDocument)]
    [InlineData("nesting without end", MediaTypes.Docx, FailureCodes.ResourceLimit)]
    [InlineData("HTML without end", MediaTypes.Html, FailureCodes.ResourceLimit)]
    [InlineData("wide HTML without end", MediaTypes.Html, FailureCodes.ResourceLimit)]
    [InlineData("quotes without end", MediaTypes.Markdown, FailureCodes.ResourceLimit)]
    [InlineData("a bomb", MediaTypes.Docx, FailureCodes.ResourceLimit)]
    [InlineData("an encrypted text", MediaTypes.Odt, FailureCodes.EncryptedDocument)]
    [InlineData("an encrypted book", MediaTypes.Epub, FailureCodes.EncryptedDocument)]
    public async Task Document_ThatCannotBeRead_FailsWithItsReason(string what, string mediaType, string code)
    {
        // A good one first: whatever comes then must not cost the engine.
        await fixture.ReadAsync("well"u8.ToArray(), MediaTypes.PlainText);
        var engine = Assert.Single(fixture.Engines.ProcessIds);

        var error = await Assert.ThrowsAsync<FailureException>(() => fixture.ReadAsync(Content(what), mediaType));

        Assert.True(error.Failure.Code == code, $"{what}: {error.Failure}");
        Assert.False(error.Failure.Retryable);
        Assert.Equal(engine, Assert.Single(fixture.Engines.ProcessIds));
    }

    [Fact]
    public async Task Unit_ThatIsNotThere_IsMissing()
    {
        var source = fixture.Put("text"u8.ToArray(), MediaTypes.PlainText);

        var error = await Assert.ThrowsAsync<FailureException>(() => fixture.ConvertAsync(source, 2));

        Assert.Equal(FailureCodes.PageMissing, error.Failure.Code);
    }

    [Theory]
    [InlineData("https://example.org/x.png", true)]
    [InlineData("file:///etc/passwd", true)]
    [InlineData("../../../../etc/passwd", false)]
    public async Task Picture_OutsideTheFile_IsNeverFetched(string target, bool isExternal)
    {
        var document = await fixture.ReadAsync(
            Zip.Word(
                $"<w:p><w:r><w:drawing><a:blip r:link='p' r:embed='p'/></w:drawing></w:r></w:p>{Paragraph}",
                Zip.Relation("p", "image", target, isExternal)),
            MediaTypes.Docx);

        Assert.Null(Assert.Single(document.Pictures).Image);
        Assert.Equal("Still here.", Assert.Single(document.Texts).Text);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("\\\\\\\\server\\\\share")]
    public async Task Link_ToWhatNobodyMustFollow_IsText(string target)
    {
        var document = await fixture.ReadAsync(Zip.Xml($"<html><p><a href=\"{target}\">here</a></p></html>"), MediaTypes.Html);

        var text = Assert.Single(document.Texts);
        Assert.Equal(("here", null), (text.Text, text.Hyperlink));
    }

    [Fact]
    public async Task Picture_ThatIsADrawing_IsNotHandedOn()
    {
        var drawing = Convert.ToBase64String("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8);
        var html = Zip.Xml(
            $"<html><img src='data:image/png;base64,{drawing}'><img src='data:image/svg+xml;base64,{drawing}'></html>");

        var document = await fixture.ReadAsync(html, MediaTypes.Html);

        Assert.Equal(2, document.Pictures.Count);
        Assert.All(document.Pictures, picture => Assert.Null(picture.Image));
    }

    [Fact]
    public async Task Table_WithSpansPastAllBounds_IsCutToWhatIsThere()
    {
        var html = Zip.Xml(
            "<html><table><tr><td rowspan='99999999' colspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr></table></html>");

        var table = Assert.Single((await fixture.ReadAsync(html, MediaTypes.Html)).Tables).Data;

        Assert.Equal((2, 3), (table.NumRows, table.NumCols));
    }

    [Fact]
    public async Task Sheet_ThatClaimsToBeVast_IsRefusedByWhatItMerges()
    {
        const string Sheet = "<worksheet><dimension ref='A1:XFD1048576'/><sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
            + "<row r='1048576'><c r='XFD1048576'><v>2</v></c><c r='ZZZZZ9'><v>3</v></c></row></sheetData>"
            + "<mergeCells><mergeCell ref='A1:XFD1048575'/></mergeCells></worksheet>";
        var workbook = Zip.Of(
            ("_rels/.rels", Zip.Xml($"<Relationships>{Zip.Relation("a", "officeDocument", "xl/workbook.xml")}</Relationships>")),
            ("xl/workbook.xml", Zip.Xml("<workbook xmlns:r='urn:r'><sheets><sheet name='x' r:id='s'/></sheets></workbook>")),
            ("xl/_rels/workbook.xml.rels",
                Zip.Xml($"<Relationships>{Zip.Relation("s", "worksheet", "sheet.xml")}</Relationships>")),
            ("xl/sheet.xml", Zip.Xml(Sheet)));

        var refused = await Assert.ThrowsAsync<FailureException>(() => fixture.ReadAsync(workbook, MediaTypes.Xlsx));

        // By its own count, and not by the memory that an engine may take.
        Assert.Equal(FailureCodes.ResourceLimit, refused.Failure.Code);
        Assert.Contains("under merged ones", refused.Failure.Message);
    }

    [Fact]
    public async Task Lists_DeeperThanGroupsGo_LoseNothing()
    {
        var html = Zip.Xml("<html>" + string.Concat(Enumerable.Range(1, 90).Select(level => $"<ul><li>level{level}"))
            + "</html>");

        var document = await fixture.ReadAsync(html, MediaTypes.Html);

        Assert.Equal(90, document.Texts.Count(text => text.Text.StartsWith("level", StringComparison.Ordinal)));
    }

    private static byte[] Content(string what) => what switch
    {
        "no zip" => "PK\u0003\u0004 but no more"u8.ToArray(),
        "no main part" => Zip.Of(("[Content_Types].xml", Zip.Xml("<Types/>"))),
        "broken XML" => Zip.Word("<w:p>"),
        "entities that grow" => Zip.Word(
            "", "", ("word/document.xml", Zip.Xml("<!DOCTYPE d [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><d>&b;</d>"))),
        "nesting without end" => Zip.Word(Nested("w:sdt", 5_000)),
        "HTML without end" => Zip.Xml(Nested("b", 100_000)),
        "wide HTML without end" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Nested("b", 100_000))],
        "quotes without end" => Zip.Xml(new string('>', 5_000) + "x"),
        "a bomb" => Zip.Word("", "", ("word/document.xml", new byte[160 << 20])),
        "an encrypted text" => Zip.Of(
            ("content.xml", [1, 2, 3]),
            ("META-INF/manifest.xml", Zip.Xml("<manifest><file-entry><encryption-data/></file-entry></manifest>"))),
        _ => Zip.Of(("META-INF/encryption.xml", Zip.Xml("<encryption><EncryptionMethod Algorithm='aes256'/></encryption>"))),
    };

    private static string Nested(string element, int depth) =>
        new StringBuilder().Insert(0, $"<{element}>", depth).Append('x').Append(
            string.Concat(Enumerable.Repeat($"</{element}>", depth))).ToString();
}
