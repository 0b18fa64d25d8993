using DaprProcessing.Documents.Docling;
using DaprProcessing.Tts;

namespace DaprProcessing.Services.Tests.Tts;

public sealed class DocumentLanguageTests
{
    [Theory]
    [InlineData("Der Wärter zündete die Lampe an, als es dunkel war, und wartete auf das Boot, das nicht zurückkam.", "de")]
    [InlineData("Le gardien alluma la lampe quand il fit nuit et attendit le bateau qui ne revint pas dans le port.", "fr")]
    [InlineData("17 B 4", "en")]
    public void Document_IsReadInTheLanguageOfItsText(string text, string language) =>
        Assert.Equal(language, DocumentLanguage.Of(Document((Labels.Text, text))));

    [Fact]
    public void Code_AndFurniture_TellNoLanguage()
    {
        const string English = "The keeper of the light is in the house and it is not for the boat that he was there with them.";
        var document = Document(
            (Labels.Code, English), (Labels.PageHeader, English), (Labels.Text, "Er war nicht in dem Haus und sie auch."));
        document.Texts[1].ContentLayer = ContentLayers.Furniture;

        Assert.Equal("de", DocumentLanguage.Of(document));
    }

    private static DoclingDocument Document(params (string Label, string Text)[] items)
    {
        var document = new DoclingDocument { Name = "one" };
        foreach (var (label, text) in items)
        {
            document.Texts.Add(
                new TextItem { SelfRef = $"#/texts/{document.Texts.Count}", Label = label, Orig = text, Text = text });
        }

        return document;
    }
}
