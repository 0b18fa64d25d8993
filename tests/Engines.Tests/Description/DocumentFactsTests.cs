using System.Text;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.TestKit.Pdf;

namespace DaprProcessing.Engines.Tests.Description;

public sealed class DocumentFactsTests(EngineFixture engines) : IClassFixture<EngineFixture>
{
    [Theory]
    [InlineData("", null)]
    [InlineData("trailer\n<< /Root 1 0 R /Size 99 >>\nstartxref\n7\n%%EOF\n", 2)]
    [InlineData("startxref\n0\n%%EOF\n", null)]
    public async Task ReadAsync_FileThatWasAddedTo_SaysHowOftenItWasSaved(string added, int? revisions)
    {
        var source = engines.File([.. FactsPdf.Of("", []), .. Encoding.ASCII.GetBytes(added)]);

        Assert.Equal(revisions, (await engines.Facts.ReadAsync(source, default)).Revisions);
    }

    [Fact]
    public async Task ReadAsync_Information_IsTold()
    {
        var facts = await ReadAsync(FactsPdf.Of(
            "", ["<< /Title (Harbour list) /Author (A. Clerk) /Creator (Ledger 3) /CreationDate (D:20261128120000+01'00') >>"],
            "/Info 10 0 R"));

        Assert.Equal(("Harbour list", "A. Clerk", "Ledger 3"), (facts.Title, facts.Author, facts.Creator));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.FromHours(1)), facts.CreatedAt);
    }

    [Theory]
    [InlineData("(nb-NO)", "nb-NO")]
    [InlineData("<6465>", "de")]
    [InlineData("<FEFF00640065>", "de")]
    [InlineData("()", null)]
    [InlineData("(<script>)", null)]
    [InlineData("/de", null)]
    public async Task ReadAsync_TaggedFile_SaysItsLanguage(string written, string? language)
    {
        var facts = await ReadAsync(FactsPdf.Of($"/MarkInfo << /Marked true >> /Lang {written}", []));

        Assert.Equal(language, facts.Language);
    }

    [Fact]
    public async Task ReadAsync_XmpAlone_TellsTitleAuthorsAndDates()
    {
        const string Xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
            + "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' "
            + "xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:CreateDate='2026-11-28T12:00:00Z'>"
            + "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Harbour list</rdf:li></rdf:Alt></dc:title>"
            + "<dc:creator><rdf:Seq><rdf:li>A. Clerk</rdf:li><rdf:li>B. Master</rdf:li></rdf:Seq></dc:creator>"
            + "</rdf:Description></rdf:RDF></x:xmpmeta>";

        var facts = await ReadAsync(FactsPdf.Of(
            "/Metadata 10 0 R", [FactsPdf.Stream(Xmp, "/Type /Metadata /Subtype /XML")]));

        Assert.Equal(("Harbour list", "A. Clerk; B. Master"), (facts.Title, facts.Author));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero), facts.CreatedAt);
        Assert.Equal("Harbour list", facts.Xmp!["dc:title"]);
    }

    [Fact]
    public async Task ReadAsync_XmpWithEntitiesOfItsOwn_IsNotFollowed()
    {
        const string Xmp = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
            + "<x:xmpmeta xmlns:x='adobe:ns:meta/'>&a;</x:xmpmeta>";

        var facts = await ReadAsync(FactsPdf.Of(
            "/Metadata 10 0 R", [FactsPdf.Stream(Xmp, "/Type /Metadata /Subtype /XML")]));

        Assert.Null(facts.Xmp);
    }

    [Fact]
    public async Task ReadAsync_Bookmarks_AreInOrderWithLevelsAndPages()
    {
        var facts = await ReadAsync(FactsPdf.Of(
            "/Outlines 10 0 R",
            [
                "<< /Type /Outlines /First 11 0 R /Last 12 0 R >>",
                "<< /Title (Arrivals) /Parent 10 0 R /Next 12 0 R /First 13 0 R /Last 13 0 R /Dest [3 0 R /Fit] >>",
                "<< /Title (Departures) /Parent 10 0 R /Prev 11 0 R /A << /S /GoTo /D [4 0 R /Fit] >> >>",
                "<< /Title (From the north) /Parent 11 0 R >>",
            ]));

        Assert.Equal(
            [new("Arrivals", 1, 1), new("From the north", 2, null), new OutlineEntry("Departures", 1, 2)], facts.Outline!);
    }

    [Fact]
    public async Task ReadAsync_BookmarksThatGoInACircle_EndThere()
    {
        var facts = await ReadAsync(FactsPdf.Of(
            "/Outlines 10 0 R",
            [
                "<< /Type /Outlines /First 11 0 R /Last 12 0 R >>",
                "<< /Title (One) /Parent 10 0 R /Next 12 0 R /First 11 0 R >>",
                "<< /Title (Two) /Parent 10 0 R /Next 11 0 R >>",
            ]));

        Assert.InRange(facts.Outline!.Count, 2, 3);
    }

    [Fact]
    public async Task WriteAttachmentAsync_EmbeddedFiles_AreNamedAndWritten()
    {
        var source = engines.File(FactsPdf.WithFiles("", ("list.csv", "ship,port"), ("../../note.txt", "hello")));

        var facts = await engines.Facts.ReadAsync(source, default);

        Assert.Equal(["../../note.txt", "list.csv"], facts.Attachments!.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.False(facts.IsPortfolio);
        var path = engines.NewPath();
        await engines.Facts.WriteAttachmentAsync(source, facts.Attachments!.ToList().FindIndex(
            file => file.Name == "list.csv"), path, default);
        Assert.Equal("ship,port", await File.ReadAllTextAsync(path));
        var refused = await Assert.ThrowsAsync<FailureException>(
            () => engines.Facts.WriteAttachmentAsync(source, 9, path, default));
        Assert.Equal(FailureCodes.InvalidDocument, refused.Failure.Code);
    }

    [Fact]
    public async Task WriteAttachmentAsync_FileWithoutAName_IsWritten()
    {
        var source = engines.File(FactsPdf.WithFiles("", ("", "ship,port"), ("note.txt", "hello")));

        var facts = await engines.Facts.ReadAsync(source, default);

        var path = engines.NewPath();
        await engines.Facts.WriteAttachmentAsync(
            source, facts.Attachments!.ToList().FindIndex(file => file.Name.Length == 0), path, default);
        Assert.Equal("ship,port", await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("/AF [12 0 R]", "")]
    [InlineData("", "/Annots [13 0 R]")]
    public async Task WriteAttachmentAsync_FileThatTheListDoesNotHave_IsNamedAndWritten(string catalog, string page)
    {
        var pdf = Encoding.Latin1.GetString(FactsPdf.Of(
            $"{catalog} /Names << /EmbeddedFiles << /Names [(list.csv) 10 0 R] >> >>",
            [
                "<< /Type /Filespec /F (list.csv) /EF << /F 11 0 R >> >>", FactsPdf.Stream("ship,port", "/Type /EmbeddedFile"),
                "<< /Type /Filespec /F (pinned.txt) /AFRelationship /Data /EF << /F 14 0 R >> >>",
                "<< /Type /Annot /Subtype /FileAttachment /Rect [9 9 20 20] /FS 12 0 R >>",
                FactsPdf.Stream("hello", "/Type /EmbeddedFile"),
            ])).Replace("4 0 obj\n<< /Type /Page", $"4 0 obj\n<< {page} /Type /Page", StringComparison.Ordinal);
        var source = engines.File(Encoding.Latin1.GetBytes(pdf));

        var facts = await engines.Facts.ReadAsync(source, default);

        Assert.Equal(["list.csv", "pinned.txt"], facts.Attachments!.Select(file => file.Name));
        var path = engines.NewPath();
        await engines.Facts.WriteAttachmentAsync(source, 1, path, default);
        Assert.Equal("hello", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task ReadAsync_Portfolio_IsSaid()
    {
        var facts = await ReadAsync(FactsPdf.WithFiles("/Collection << /Type /Collection >>", ("list.csv", "ship,port")));

        Assert.True(facts.IsPortfolio);
        Assert.Equal(FailureCodes.Portfolio, Assert.Single(facts.Warnings!).Code);
    }

    [Theory]
    [InlineData("/NeedsRendering true", true)]
    [InlineData("", false)]
    public async Task ReadAsync_XfaForm_GivesItsData_AndWarnsOfADynamicOne(string entry, bool isDynamic)
    {
        const string Data = "<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'><xfa:data><form1>"
            + "<name>Ada</name><ship><port>Hull</port><empty/></ship></form1></xfa:data></xfa:datasets>";

        var facts = await ReadAsync(FactsPdf.Of(
            $"/AcroForm << /Fields [] /XFA [(datasets) 10 0 R] >> {entry}", [FactsPdf.Stream(Data)]));

        Assert.Equal(isDynamic, facts.Xfa!.IsDynamic);
        Assert.Equal([new("form1.name", "Ada"), new XfaField("form1.ship.port", "Hull")], facts.Xfa.Fields);
        Assert.Equal(isDynamic ? [FailureCodes.DynamicForm] : [], facts.Warnings?.Select(warning => warning.Code) ?? []);
    }

    [Fact]
    public async Task ReadAsync_PlainFile_SaysNothing() =>
        Assert.Equal(new DocumentFacts(), await ReadAsync(new PdfBuilder().Page(page => page.Text(72, 700, "Text")).Build()));

    [Fact]
    public async Task ReadAsync_NoPdf_SaysNothing() => Assert.Equal(
        new DocumentFacts(),
        await ReadAsync(Convert.FromBase64String(SidewaysJpeg.Base64)));

    [Theory]
    [InlineData("D:2026", "2026-01-01T00:00:00+00:00")]
    [InlineData("20261128093005Z", "2026-11-28T09:30:05+00:00")]
    [InlineData("D:20261128093005-08'30'", "2026-11-28T09:30:05-08:30")]
    [InlineData("D:20261399", null)]
    [InlineData("yesterday", null)]
    public async Task ReadAsync_Dates_AreReadAsFarAsTheyGo(string written, string? expected)
    {
        var facts = await ReadAsync(FactsPdf.Of("", [$"<< /ModDate ({written}) >>"], "/Info 10 0 R"));

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, null), facts.ModifiedAt);
    }

    private Task<DocumentFacts> ReadAsync(byte[] pdf) => engines.Facts.ReadAsync(engines.File(pdf), default);
}
