using DaprProcessing.Analysis.Languages;
using DaprProcessing.Analysis.Sentiments;
using DaprProcessing.Analysis.Summaries;

namespace DaprProcessing.Analysis;

/// <summary>Puts the parts of a text together: the reduce.</summary>
public static class PartMerger
{
    private const int Phrases = 15;
    private const int Points = 6;
    private const int MostCandidates = 400;
    private const int ShortSummary = 3;
    private const int LongSummary = 6;
    private const int MostMentions = 5_000;

    /// <summary>Everything of the local engine's parts; of others, what needs no model to be put together.</summary>
    /// <param name="parts">In the order of the text.</param>
    public static TextAnalysisResult Merge(string text, IReadOnlyList<PartAnalysis> parts)
    {
        var language = LanguageOf(parts);
        var (summary, points) = Sentences(parts, LanguageIdentifier.SmallWordsOf(language.Code));
        var places = new CodePoints(text);
        return new TextAnalysisResult(
            LocalAnalyzer.Engine, null, language, summary, points, PhrasesOf(parts), EntitiesOf(text, parts, places),
            SentimentOf(parts), places.Of(text.Length), parts.Count, NotesOn(language));
    }

    private static LanguageGuess LanguageOf(IReadOnlyList<PartAnalysis> parts)
    {
        var best = parts.Where(part => part.Language.Code != LanguageGuess.Unknown.Code)
            .GroupBy(part => part.Language.Code)
            .Select(group => (Code: group.Key, Weight: group.Sum(part => part.Length * part.Language.Confidence)))
            .OrderByDescending(group => group.Weight).ThenBy(group => group.Code, StringComparer.Ordinal).FirstOrDefault();
        return best.Code is null ? LanguageGuess.Unknown
            : new LanguageGuess(best.Code, Math.Round(best.Weight / parts.Sum(part => part.Length), 3));
    }

    private static (string Summary, IReadOnlyList<string> Points) Sentences(
        IReadOnlyList<PartAnalysis> parts, IReadOnlySet<string> smallWords)
    {
        // Of a long text the best of each part, so that none of it goes unheard.
        var each = Math.Max(1, MostCandidates / Math.Max(1, parts.Count));
        var candidates = parts.SelectMany(part => part.Candidates.Take(each)).OrderBy(sentence => sentence.Start)
            .Take(MostCandidates).ToList();
        var words = candidates.Select(sentence => LocalAnalyzer.TellingWords(sentence.Text, smallWords)).ToList();
        var ranks = SentenceRanker.Rank(words);
        var similarity = new SentenceSimilarity(words);
        var length = parts.Count > 3 ? LongSummary : ShortSummary;
        var picked = Selection.Pick(ranks, similarity, length + Points);
        var summary = string.Join(' ', picked.Take(length).Order().Select(i => candidates[i].Text));
        return (summary, [.. picked.Take(Points).Select(i => candidates[i].Text)]);
    }

    internal static IReadOnlyList<KeyPhrase> PhrasesOf(IReadOnlyList<PartAnalysis> parts)
    {
        var phrases = parts.SelectMany(part => part.KeyPhrases)
            .GroupBy(phrase => phrase.Text, StringComparer.OrdinalIgnoreCase)
            .Select(group => (group.First().Text, Score: group.Sum(phrase => phrase.Score)))
            .OrderByDescending(phrase => phrase.Score).ThenBy(phrase => phrase.Text, StringComparer.Ordinal)
            .Take(Phrases).ToList();
        return [.. phrases.Select(phrase => new KeyPhrase(phrase.Text, Math.Round(phrase.Score / phrases[0].Score, 3)))];
    }

    private static List<Entity> EntitiesOf(string text, IReadOnlyList<PartAnalysis> parts, CodePoints places) =>
    [
        .. parts.SelectMany(part => part.Entities).Take(MostMentions)
            .GroupBy(mention => (mention.Type, Text: text[mention.Start..mention.End]))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Min(mention => mention.Start))
            .Select(group => new Entity(
                group.Key.Text, group.Key.Type,
                [.. group.Select(mention => new TextSpan(places.Of(mention.Start), places.Of(mention.End)))])),
    ];

    /// <summary>Of judged parts the longest lot's label and the mean score, each part by its length.</summary>
    private static Sentiment SentimentOf(IReadOnlyList<PartAnalysis> parts)
    {
        var judged = parts.Where(part => part.Judged is not null).ToList();
        if (judged.Count == 0)
        {
            return ToneOf(parts).ToSentiment();
        }

        var label = judged.GroupBy(part => part.Judged!.Label).MaxBy(group => group.Sum(part => part.Length))!.Key;
        var score = judged.Sum(part => part.Judged!.Score * part.Length) / judged.Sum(part => part.Length);
        return new Sentiment(label, Math.Round(score, 3));
    }

    private static Tone ToneOf(IReadOnlyList<PartAnalysis> parts) =>
        parts.Aggregate(new Tone(0, 0), (sum, part) => part.Tone is null ? sum
            : new Tone(sum.Positive + part.Tone.Positive, sum.Negative + part.Tone.Negative));

    private static List<string> NotesOn(LanguageGuess language)
    {
        List<string> notes =
            ["Summary and key points are sentences of the text; entities and tone are found by lists and rules."];
        if (!ToneReader.Knows(language.Code))
        {
            notes.Add($"No list of words with a tone for '{language.Code}': the sentiment is neutral for want of one.");
        }

        return notes;
    }
}
