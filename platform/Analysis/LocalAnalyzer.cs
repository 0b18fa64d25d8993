using DaprProcessing.Analysis.Entities;
using DaprProcessing.Analysis.Languages;
using DaprProcessing.Analysis.Sentiments;
using DaprProcessing.Analysis.Summaries;
using DaprProcessing.Analysis.Words;

namespace DaprProcessing.Analysis;

/// <summary>Says what a part of a text is about, by counting and by lists.</summary>
public static class LocalAnalyzer
{
    public const string Engine = "local";

    private const int MostSentences = 300;
    private const int Candidates = 10;
    private const int Phrases = 20;
    private const int LeastWords = 5;
    private const int MostWords = 80;

    /// <param name="start">Where the part begins in its text.</param>
    public static PartAnalysis Analyze(string content, int start)
    {
        var language = LanguageIdentifier.Identify(content);
        var smallWords = LanguageIdentifier.SmallWordsOf(language.Code);
        return new PartAnalysis(
            start, content.Length, language, null, [], Rank(content, start, smallWords),
            KeyPhraseFinder.Find(content, smallWords, Phrases),
            [.. EntityFinder.Find(content).Select(found => found with { Start = found.Start + start, End = found.End + start })],
            ToneReader.Read(content, language.Code));
    }

    /// <summary>The language of a text, for engines that are not asked for it.</summary>
    public static LanguageGuess Identify(string text) => LanguageIdentifier.Identify(text);

    /// <summary>The words of a sentence that say something.</summary>
    internal static List<string> TellingWords(string sentence, IReadOnlySet<string> smallWords) =>
        [.. Token.In(sentence, 0, sentence.Length).Select(token => token.Lower).Where(word => !smallWords.Contains(word))];

    private static List<RankedSentence> Rank(string content, int offset, IReadOnlySet<string> smallWords)
    {
        var sentences = Sentences.In(content)
            .Select(span => (Text: content[span.Start..span.End], span.Start))
            .Where(sentence => IsSentence(sentence.Text)).Take(MostSentences).ToList();
        var words = sentences.Select(sentence => TellingWords(sentence.Text, smallWords)).ToList();
        var ranks = SentenceRanker.Rank(words);
        return
        [
            .. Selection.Pick(ranks, new SentenceSimilarity(words), Candidates)
                .Select(i => new RankedSentence(OneLine(sentences[i].Text), offset + sentences[i].Start, ranks[i])),
        ];
    }

    /// <summary>Neither a heading nor a row of a table.</summary>
    private static bool IsSentence(string text)
    {
        var words = Token.In(text, 0, text.Length).Count;
        return words is >= LeastWords and <= MostWords && text.TrimEnd('"', '\'', '”', '’', '»', ')', ']') is [.., var last]
            && last is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।';
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
