using DaprProcessing.Audio.Speech;

namespace DaprProcessing.Audio.Tests.Speech;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One.|Two!|Three?|Four")]
    [InlineData("It is 3.5 m long. Dr. A. B. Smith said so.", "It is 3.5 m long.|Dr. A. B. Smith said so.")]
    [InlineData("See Fig. 2, e.g. the left. Next.", "See Fig. 2, e.g. the left.|Next.")]
    [InlineData("The answer is no. He left. See no. 5.", "The answer is no.|He left.|See no. 5.")]
    [InlineData("She said \"Go.\" Then (he went.) And on.", "She said \"Go.\"|Then (he went.)|And on.")]
    [InlineData("The file ended in .txt. it went on", "The file ended in .txt. it went on")]
    [InlineData("今日は。元気？はい", "今日は。|元気？|はい")]
    [InlineData("   ", "")]
    public void Text_IsCutBehindItsSentences(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', Texts(text, "en")));

    [Theory]
    [InlineData("en", "The U.S. Government paid. He left the U.S. The end.",
        "The U.S. Government paid.|He left the U.S.|The end.")]
    [InlineData("en", "\"Why?\" she asked. Acme Inc. The firm is old.", "\"Why?\" she asked.|Acme Inc.|The firm is old.")]
    [InlineData("en", "1. Introduction is long. It was 3. Then 4.", "1. Introduction is long.|It was 3.|Then 4.")]
    [InlineData("de", "Am 3. Oktober 1990. Danach kam der Winter.", "Am 3. Oktober 1990.|Danach kam der Winter.")]
    [InlineData("de-at", "Preis bzw. Kosten, z. B. Miete usw. Der Rest.", "Preis bzw. Kosten, z. B. Miete usw.|Der Rest.")]
    [InlineData("de", "Im 19. Jahrhundert, vgl. Abb. 3, d.h. Wilhelm II. Kaiser. »Ja.« Er ging.",
        "Im 19. Jahrhundert, vgl. Abb. 3, d.h. Wilhelm II. Kaiser.|»Ja.«|Er ging.")]
    [InlineData("fr", "M. Dupont et Mme. Curie, cf. Paris. « Oui. » Il part.",
        "M. Dupont et Mme. Curie, cf. Paris.|« Oui. »|Il part.")]
    [InlineData("es", "La Sra. Ruiz vive en EE. UU. Ella canta en la pág. 3.",
        "La Sra. Ruiz vive en EE. UU.|Ella canta en la pág. 3.")]
    [InlineData("it", "Il Sig. Rossi, ecc. Poi il Dott. Verdi, cfr. Roma.",
        "Il Sig. Rossi, ecc.|Poi il Dott. Verdi, cfr. Roma.")]
    [InlineData("pt", "O Sr. Silva e a Sra. Costa. Ela vive na Av. Brasil.",
        "O Sr. Silva e a Sra. Costa.|Ela vive na Av. Brasil.")]
    [InlineData("nl", "Dhr. Jansen, bijv. Piet enz. Hij komt.", "Dhr. Jansen, bijv. Piet enz.|Hij komt.")]
    [InlineData("fi", "Se on 3. Lokakuuta. Hyvä.", "Se on 3. Lokakuuta.|Hyvä.")]
    public void Text_IsNotCutAtTheAbbreviationsAndOrdinalsOfItsLanguage(string language, string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', Texts(text, language)));

    [Fact]
    public void Sentence_ThatIsTooLong_IsCutAtAMarkBeforeAWord_AndSaysThatItGoesOn()
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(number => $"word{number}")) + ", and 1,000 more "
            + string.Join(' ', Enumerable.Range(0, 60).Select(number => $"word{number}")) + ".";

        var pieces = SentenceSplitter.Split(text, "en").ToArray();

        Assert.EndsWith("word59,", pieces[0].Text, StringComparison.Ordinal);
        Assert.Equal([.. Enumerable.Repeat(true, pieces.Length - 1), false], pieces.Select(piece => piece.GoesOn));
        Assert.Equal(text, string.Join(' ', pieces.Select(piece => piece.Text)));
    }

    [Fact]
    public void Text_WithoutMarks_IsCutAtWordsBeforeItIsTooLong()
    {
        var text = string.Join(' ', Enumerable.Range(0, 400).Select(number => $"word{number}"));

        var pieces = Texts(text, "en").ToArray();

        Assert.All(pieces, piece => Assert.InRange(piece.Length, 100, 500));
        Assert.Equal(text, string.Join(' ', pieces));
    }

    [Fact]
    public void Text_OfPairsWithoutASpace_IsNotCutWithinALetter()
    {
        var pieces = Texts("a" + string.Concat(Enumerable.Repeat("😀", 600)), "en").ToArray();

        Assert.All(pieces, piece => Assert.False(char.IsLowSurrogate(piece[0]) || char.IsHighSurrogate(piece[^1])));
        Assert.Equal(1201, pieces.Sum(piece => piece.Length));
    }

    private static IEnumerable<string> Texts(string text, string language) =>
        SentenceSplitter.Split(text, language).Select(piece => piece.Text);
}
