using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Tests.Assembling;

public sealed class FurnitureTests
{
    [Theory]
    [InlineData("This is sheet {0} of the stock list", 12)]
    [InlineData("Delivery slip {0}", 14)]
    [InlineData("The gate is closed today.", 12)]
    [InlineData("Ticket {0}", 24)]
    public void Assemble_PagesOfOneLikeLine_AreTheDocument(string line, double size)
    {
        var lines = Enumerable.Range(1, 4).Select(number => line.Replace("{0}", $"{number}", StringComparison.Ordinal)).ToList();
        var pages = lines.Select((text, i) => new PageBuilder(i + 1).Line(72, 74, text, size).Build()).ToArray();

        var text = Text(pages);

        Assert.All(lines, expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Assemble_PagesOfOneLineAtTheFoot_AreTheDocument() =>
        Assert.Equal(3, Text([.. Pages(3, page => page
            .Line(72, 760, $"Label of crate {page.Number}"))]).Split("Label of crate").Length - 1);

    [Fact]
    public void Assemble_PagesOfALineAtBothRims_KeepThem()
    {
        var text = Text([.. Pages(3, page => page.Line(72, 40, "Store of the harbour").Line(72, 760, "Sign here"))]);

        Assert.Equal((3, 3), (text.Split("Store of the harbour").Length - 1, text.Split("Sign here").Length - 1));
    }

    [Fact]
    public void Assemble_PagesOfAPictureUnderOneLine_KeepTheLine() =>
        Assert.Contains("The quay in winter",
            Text([.. Pages(2, page => page.Line(72, 40, "The quay in winter").Image(72, 100, 500, 500))]),
            StringComparison.Ordinal);

    [Fact]
    public void Assemble_Certificates_KeepTheirTitle()
    {
        var pages = Pages(5, page => page.Line(150, 60, "Certificate of Attendance", 15).Line(200, 300, "is given to")
            .Line(200, 330, $"Member {page.Number}", 12).Line(200, 500, "for two days at the harbour."));

        Assert.Equal(5, Text([.. pages]).Split("Certificate of Attendance").Length - 1);
    }

    [Fact]
    public void Assemble_RunningHeadOverText_IsLeftOutAndKeptAsFurniture()
    {
        var document = Convert.ToDocument([.. Pages(3, page => Body(page).Line(72, 40, "Harbour Report", 8))]);

        Assert.Equal(3, document.Texts
            .Count(text => text is { Label: "page_header", ContentLayer: "furniture", Text: "Harbour Report" }));
    }

    [Fact]
    public void Assemble_HeadThatDiffersOnLeftAndRightPages_IsLeftOut()
    {
        var text = Text([.. Pages(4, page => Body(page)
            .Line(page.Number % 2 == 0 ? 72 : 400, 40, page.Number % 2 == 0 ? "Kestrel Bay" : "The Register", 8))]);

        Assert.DoesNotContain("Kestrel Bay", text, StringComparison.Ordinal);
        Assert.DoesNotContain("The Register", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_ChapterNameBesideThePageNumber_GoesWithIt()
    {
        var text = Text([.. Pages(3, page => Body(page).Line(72, 40, $"{page.Number + 10}", 8)
            .Line(300, 40, $"Chapter of the {"abc"[page.Number - 1]}", 8))]);

        Assert.DoesNotContain("Chapter of the", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_LargeNumberedHeadingAtTheTop_Stays()
    {
        var text = Text([.. Pages(3, page => Body(page).Line(72, 60, $"Chapter {page.Number}", 16, Face.Bold))]);

        Assert.All(Enumerable.Range(1, 3), number => Assert.Contains($"Chapter {number}", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("- 7 -")]
    [InlineData("– 7 –")]
    [InlineData("[7]")]
    [InlineData("Page 7")]
    [InlineData("Page 7 of 12")]
    [InlineData("Seite 7 von 12")]
    [InlineData("7/12")]
    [InlineData("A-7", false)]
    [InlineData("3-7")]
    [InlineData("xiv")]
    [InlineData("第 7 页")]
    [InlineData("страница 7")]
    [InlineData("7 ships", false)]
    [InlineData("1234567", false)]
    public void Assemble_LoneLineAtTheFootOfOnePage_IsItsNumber(string line, bool expected = true) =>
        Assert.Equal(!expected, Text(Body(new Numbered(1)).Line(300, 760, line, 8).Build())
            .Contains(line, StringComparison.Ordinal));

    [Theory]
    [InlineData("PLOS Neglected Tropical Diseases | www.plosntds.org")]
    [InlineData("March 2014 | Volume 8 | Issue 3 | e2748")]
    [InlineData("doi: 10.1371/journal.pntd.0002748")]
    [InlineData("https://harbour.example/reports/7")]
    [InlineData("© 1879 Harbour Office")]
    [InlineData("Documenta Mathematica 3 (1998) 1–2")]
    [InlineData("Report of the bay, page 7 of 12")]
    [InlineData("Download date: 28 Dec 1879")]
    [InlineData("Downloaded from the harbour on Monday")]
    public void Assemble_ImprintAtTheFootOfASinglePage_IsLeftOut(string line) =>
        Assert.DoesNotContain(line, Text(Body(new Numbered(1)).Line(72, 760, line, 8).Build()), StringComparison.Ordinal);

    [Theory]
    [InlineData("1 See https://harbour.example for the list")]
    [InlineData("* Taken from www.harbour.example in spring")]
    [InlineData("The office closes at noon")]
    [InlineData("Kestrel et al. tell of more")]
    [InlineData("Downloads are in the yard")]
    public void Assemble_NoteAtTheFootOfASinglePage_Stays(string line) =>
        Assert.Contains(line, Text(Body(new Numbered(1)).Line(72, 760, line, 8).Build()), StringComparison.Ordinal);

    [Theory]
    [InlineData("Kestrel et al.: Notices of the bay", false)]
    [InlineData("Notices of the bay", true)]
    public void Assemble_AuthorsInShortAtTheHeadOfASinglePage_AreItsRunningHead(string line, bool stays) =>
        Assert.Equal(stays, Text(Body(new Numbered(1)).Line(72, 40, line, 8).Build()).Contains(line, StringComparison.Ordinal));

    [Fact]
    public void Assemble_LetterheadOfManyLinesCloseToTheText_IsLeftOutOnEachPage()
    {
        string[] head = ["Harbour Office of the Bay", "Register of Ships and Cargo", "for the half year of ice", "(in tons)",
            "and in barrels"];
        var pages = Pages(4, page =>
        {
            page.Lines(200, 30, 10, head);
            page.Paragraph(72, 92, 460, $"Sheet {page.Number} begins. {Convert.Prose}");
            return Body(page);
        });

        var text = Text([.. pages]);

        Assert.All(head, line => Assert.DoesNotContain(line, text, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 4), number => Assert.Contains($"Sheet {number} begins", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5, 3, false)]
    [InlineData(7, 3, true)]
    [InlineData(2, 2, true)]
    public void Assemble_LineUnderTheHead_IsLeftOutWhereHalfOfThePagesHaveIt(int count, int having, bool stays)
    {
        var pages = Pages(count, page => Body(page)
            .Line(72, 110, page.Number <= having ? "Wind and ice" : $"Day {(char)('a' + page.Number)}"));

        Assert.Equal(stays, Text([.. pages]).Contains("Wind and ice", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(20, true)]
    public void Assemble_HeadOfEachChapter_IsLeftOutWhereHalfOfThePagesHaveOne(int count, bool stays)
    {
        string[] chapters = ["Wind and ice", "Ships and cargo"];
        var pages = Pages(count, page => Body(page)
            .Line(72, 110, page.Number <= 6 ? chapters[(page.Number - 1) / 3] : $"Day {(char)('a' + page.Number)}"));

        var text = Text([.. pages]);

        Assert.All(chapters, chapter => Assert.Equal(stays, text.Contains(chapter, StringComparison.Ordinal)));
        Assert.Contains("Day h", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_LetterheadUnderALogo_IsLeftOut() =>
        Assert.DoesNotContain("Harbour Office",
            Text([.. Pages(4, page => Body(page).Image(72, 20, 120, 60).Line(72, 110, "Harbour Office"))]),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Assemble_LetterheadInDisplayType_IsLeftOutFromSixPagesOn(int count, bool stays) =>
        Assert.Equal(stays, Text([.. Pages(count, page => Body(page).Line(72, 100, "Kestrel Bay", 20))])
            .Contains("Kestrel Bay", StringComparison.Ordinal));

    [Fact]
    public void Assemble_LikeLineAtAnotherPlaceOfEachPage_Stays() =>
        Assert.Contains("Wind and ice", Text([.. Pages(4, page => Body(page).Line(72, 60 + (15 * page.Number), "Wind and ice"))]),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Assemble_LargeLineBesideThePageNumber_IsAHeadWhereThereIsAnother(bool hasOther, bool stays)
    {
        var page = Body(new Numbered(1));
        page.Line(72, 40, "12", 10).Line(200, 40, "OF HUSBANDRY", 13);
        if (hasOther)
        {
            page.Line(450, 40, "Ch. XIX", 9);
        }

        Assert.Equal(stays, Text(page.Build()).Contains("OF HUSBANDRY", StringComparison.Ordinal));
    }

    [Fact]
    public void Assemble_ImprintOnAPageOfFewLines_Stays() =>
        Assert.Contains("www.harbour.example",
            Text(new PageBuilder().Line(72, 300, "Harbour Office").Line(72, 760, "www.harbour.example").Build()),
            StringComparison.Ordinal);

    private sealed class Numbered(int number) : PageBuilder(number)
    {
        public int Number { get; } = number;
    }

    private static IEnumerable<PageText> Pages(int count, Func<Numbered, PageBuilder> set) =>
        Enumerable.Range(1, count).Select(number => set(new Numbered(number)).Build());

    private static Numbered Body(Numbered page)
    {
        page.Paragraph(72, 150, 460, $"Page {page.Number} of the text. {Convert.Prose}");
        page.Paragraph(72, 300, 460, $"{Convert.Prose} So ends part {page.Number}.");
        page.Paragraph(72, 450, 460, $"{Convert.Prose} It was {page.Number}.");
        return page;
    }

    private static string Text(params PageText[] pages) => Export.TextOf.Pages(pages);
}
