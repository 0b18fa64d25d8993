using DaprProcessing.Audio.Speech;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Audio.Tests.Speech;

public sealed class ScriptWriterTests
{
    private readonly DoclingDocument _document = new() { Name = "book" };

    [Fact]
    public void Furniture_CodeAndFootnotes_AreNotRead()
    {
        Add(Labels.PageHeader, "Running head").ContentLayer = ContentLayers.Furniture;
        Add(Labels.Text, "Read me.");
        Add(Labels.Code, "int x;");
        Add(Labels.Footnote, "A note.");
        Add(Labels.PageFooter, "17").ContentLayer = ContentLayers.Furniture;

        Assert.Equal(["Read me."], Texts(Write()));
        Assert.Equal(["Read me.", "A note."], Texts(Write(new ScriptSettings(Footnotes: true))));
    }

    [Fact]
    public void Pauses_AreLongerAroundHeadings()
    {
        Add(Labels.Title, "The book");
        Add(Labels.Text, "First. Second.");
        Add(Labels.ListItem, "Item");
        Add(Labels.SectionHeader, "Next", 1);
        Add(Labels.Text, "End.");

        Assert.Equal(
            [("The book", 1500), ("First.", 250), ("Second.", 650), ("Item", 1200), ("Next", 900), ("End.", 650)],
            Write().Passages.SelectMany(passage => passage.Sentences).Select(one => (one.Text, one.PauseAfterMs)));
    }

    [Fact]
    public void Sentence_ThatIsCut_HasNoPauseWithin()
    {
        Add(Labels.Text, string.Join(", ", Enumerable.Range(0, 150).Select(number => $"word{number}")) + ". The end.");

        var sentences = Write().Passages.SelectMany(passage => passage.Sentences).ToArray();

        Assert.Equal([0, 0, 250, 650], sentences.Select(one => one.PauseAfterMs));
    }

    [Fact]
    public void Script_OfALanguage_IsCutByItsRules()
    {
        Add(Labels.Text, "Am 3. Oktober 1990. Danach.");

        Assert.Equal(["Am 3. Oktober 1990.", "Danach."], Texts(Write(new ScriptSettings("de"))));
    }

    [Fact]
    public void Chapters_BeginPassages()
    {
        Add(Labels.Text, "Preface.");
        Add(Labels.SectionHeader, "One & only", 1);
        Add(Labels.Text, "Text.");
        Add(Labels.SectionHeader, "Detail", 3);
        Add(Labels.Text, "More.");
        Add(Labels.SectionHeader, "Two", 2);

        var script = Write();

        Assert.Equal(
            [new ScriptChapter("book", 0, 1), new ScriptChapter("One & only", 1, 2), new ScriptChapter("Two", 2, 3)],
            script.Chapters);
        Assert.Equal("One and only|Text.|Detail|More.", string.Join('|', script.Passages[1].Sentences.Select(one => one.Spoken)));
    }

    [Fact]
    public void Passages_AreBounded_AndCutNoSentence()
    {
        var sentences = Enumerable.Range(1, 100).Select(number => $"This is sentence {number} of a long paragraph.").ToArray();
        Add(Labels.Text, string.Join(' ', sentences));

        var script = Write();

        Assert.Equal(Enumerable.Range(1, script.Passages.Count), script.Passages.Select(passage => passage.No));
        Assert.All(script.Passages, passage => Assert.InRange(passage.Sentences.Sum(one => one.Spoken.Length), 1, 900));
        Assert.Equal(sentences, Texts(script));
    }

    [Fact]
    public void Lists_AreReadWithTheirNumbers_TablesByTheirCaptionsUnlessAsked()
    {
        var item = Add(Labels.ListItem, "The second.");
        (item.Enumerated, item.Marker) = (true, "2.");
        var caption = new TextItem { SelfRef = "#/texts/1", Label = Labels.Caption, Orig = "Table 1", Text = "Table 1" };
        _document.Texts.Add(caption);
        _document.Tables.Add(new TableItem
        {
            SelfRef = "#/tables/0", Label = Labels.Table, Captions = [new RefItem("#/texts/1")],
            Data = new TableData
            {
                NumRows = 1, NumCols = 2,
                TableCells = [Cell(0, "left"), Cell(1, "right")],
            },
        });
        _document.Body.Children.Add(new RefItem("#/tables/0"));

        Assert.Equal(["2, The second.", "Table 1"], Texts(Write()));
        Assert.Equal(["2, The second.", "Table 1", "left, right"], Texts(Write(new ScriptSettings(Tables: true))));
    }

    [Fact]
    public void Document_WithNothingToSay_HasNoPassages()
    {
        Add(Labels.Text, "— … —");

        Assert.Empty(Write().Passages);
        Assert.Empty(Write().Chapters);
    }

    [Fact]
    public void Commentary_ComesAfterItsPage_AnnouncedAndInAPassageOfItsOwn()
    {
        On(1, Add(Labels.SectionHeader, "One", 1));
        On(1, Add(Labels.Text, "Runs over."));
        On(3, Add(Labels.Text, "The end."));
        var commentaries = new Dictionary<int, string> { [3] = "Third.", [1] = "First.\n\nMore.", [2] = "Second." };

        var script = ScriptWriter.Write(_document, "book", new ScriptSettings(), commentaries);

        Assert.Equal(
            [
                "One|Runs over.",
                "Commentary on page 1.|First.|More.|End of the commentary.|Commentary on page 2.|Second.|End of the commentary.",
                "The end.", "Commentary on page 3.|Third.|End of the commentary.",
            ],
            script.Passages.Select(passage => string.Join('|', passage.Sentences.Select(sentence => sentence.Text))));
        Assert.Equal([1200, 1200, 1200, 650], script.Passages.Select(passage => passage.Sentences[^1].PauseAfterMs));
        Assert.Equal([new ScriptChapter("One", 1, 1)], script.Chapters);
    }

    [Theory]
    [InlineData("de-at", "Kommentar zu Seite 1.")]
    [InlineData("fr", "Commentaire de la page 1.")]
    [InlineData("xx", "Commentary on page 1.")]
    public void Commentary_IsAnnouncedInTheLanguageOfTheVoice(string language, string announcement)
    {
        On(1, Add(Labels.Text, "Text."));

        var script = ScriptWriter.Write(
            _document, "book", new ScriptSettings(language), new Dictionary<int, string> { [1] = "Said." });

        Assert.Equal(announcement, script.Passages[1].Sentences[0].Text);
    }

    [Fact]
    public void Commentary_OnADocumentWithoutPlaces_ComesAtItsEnd()
    {
        Add(Labels.Text, "Text.");
        Add(Labels.Text, "More.");

        var script = ScriptWriter.Write(
            _document, "book", new ScriptSettings(), new Dictionary<int, string> { [1] = "Said." });

        Assert.Equal(["Text.", "More.", "Commentary on page 1.", "Said.", "End of the commentary."], Texts(script));
    }

    private static void On(int pageNo, TextItem item) =>
        item.Prov.Add(new ProvenanceItem(pageNo, new BoundingBox(0, 0, 1, 1), [0, item.Text.Length]));

    private static TableCell Cell(int column, string text) =>
        new() { StartColOffsetIdx = column, EndColOffsetIdx = column + 1, EndRowOffsetIdx = 1, Text = text };

    private static IEnumerable<string> Texts(SpeechScript script) =>
        script.Passages.SelectMany(passage => passage.Sentences).Select(sentence => sentence.Text);

    private SpeechScript Write(ScriptSettings? settings = null) =>
        ScriptWriter.Write(_document, _document.Name, settings ?? new ScriptSettings());

    private TextItem Add(string label, string text, int? level = null)
    {
        var item = new TextItem
        {
            SelfRef = $"#/texts/{_document.Texts.Count}", Label = label, Orig = text, Text = text, Level = level,
        };
        _document.Texts.Add(item);
        _document.Body.Children.Add(new RefItem(item.SelfRef));
        return item;
    }
}
