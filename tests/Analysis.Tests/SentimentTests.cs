namespace DaprProcessing.Analysis.Tests;

public sealed class SentimentTests
{
    [Theory]
    [InlineData("The new ferry is wonderful. People love it, and it is safe and clean. We are happy that it came.", "positive")]
    [InlineData("The ferry is terrible. It was late, the engine is broken, and we are angry about the poor service.", "negative")]
    [InlineData("The ferry is not good. It was never on time, and nobody is happy with it in this part of the town.", "negative")]
    [InlineData("The ferry leaves at nine and comes back at ten. It has twelve seats and a roof. The ticket is blue.", "neutral")]
    [InlineData("I love the view and the wonderful food. But the room was dirty, the bed broken, the staff terrible.", "mixed")]
    [InlineData("Die neue Fähre ist wunderbar. Wir sind mit ihr sehr zufrieden, und sie ist schnell und sicher.", "positive")]
    [InlineData("Die Fähre ist schlecht. Sie war wieder verspätet, und wir haben uns über die Fehler geärgert.", "negative")]
    [InlineData("Le bateau est magnifique et nous sommes très heureux avec lui. C'est une réussite pour tous.", "positive")]
    [InlineData("El barco es terrible y hay muchos problemas. Todos están tristes, y es un fracaso para la ciudad.", "negative")]
    public void Merge_Text_HasItsTone(string text, string label)
    {
        var sentiment = Texts.Analyze(text).Sentiment;

        Assert.Equal(label, sentiment.Label);
        Assert.InRange(sentiment.Score, -1, 1);
    }

    [Fact]
    public void Merge_LanguageWithoutAList_SaysSo()
    {
        var result = Texts.Analyze(
            "Latarnik zapalił lampę, gdy było już ciemno, i czekał na łódź, która nie wróciła do portu przez całą noc.");

        Assert.Equal("neutral", result.Sentiment.Label);
        Assert.Contains(result.Notes, note => note.Contains("'pl'", StringComparison.Ordinal));
    }
}
