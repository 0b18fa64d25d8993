using DaprProcessing.Analysis.Words;

namespace DaprProcessing.Analysis.Summaries;

/// <summary>
/// Phrases between small words and punctuation: a phrase counts by its words' company (how long the phrases are that they stand
/// in) and by how often it comes.
/// </summary>
internal static class KeyPhraseFinder
{
    private const int MostWords = 4;
    private const int LeastLetters = 3;

    public static List<KeyPhrase> Find(string text, IReadOnlySet<string> smallWords, int wanted)
    {
        var phrases = Candidates(text, smallWords).ToList();
        var frequency = new Dictionary<string, int>(StringComparer.Ordinal);
        var company = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var phrase in phrases)
        {
            foreach (var word in phrase.Select(token => token.Lower))
            {
                frequency[word] = frequency.GetValueOrDefault(word) + 1;
                company[word] = company.GetValueOrDefault(word) + phrase.Count;
            }
        }

        return
        [
            .. phrases
                .GroupBy(phrase => string.Join(' ', phrase.Select(token => token.Lower)), StringComparer.Ordinal)
                .Select(group => (
                    Text: string.Join(' ', group.First().Select(token => token.Text)),
                    Score: group.First().Average(token => (double)company[token.Lower] / frequency[token.Lower])
                        * Math.Log(1 + group.Count()) * Math.Sqrt(group.First().Min(token => frequency[token.Lower]))))
                .OrderByDescending(phrase => phrase.Score).ThenBy(phrase => phrase.Text, StringComparer.Ordinal)
                .Take(wanted)
                .Select(phrase => new KeyPhrase(phrase.Text, Math.Round(phrase.Score, 4))),
        ];
    }

    private static IEnumerable<List<Token>> Candidates(string text, IReadOnlySet<string> smallWords)
    {
        var phrase = new List<Token>();
        foreach (var token in Token.In(text, 0, text.Length))
        {
            var goesOn = phrase.Count > 0 && IsOneSpace(text, phrase[^1].End, token.Start);
            var isTelling = token.Text.Length >= LeastLetters
                && char.IsLetter(token.Text[0]) && !smallWords.Contains(token.Lower);
            if ((!goesOn || !isTelling) && phrase.Count > 0)
            {
                yield return phrase;
                phrase = [];
            }

            if (isTelling)
            {
                phrase.Add(token);
            }

            if (phrase.Count == MostWords)
            {
                yield return phrase;
                phrase = [];
            }
        }

        if (phrase.Count > 0)
        {
            yield return phrase;
        }
    }

    private static bool IsOneSpace(string text, int from, int to) => to - from == 1 && text[from] == ' ';
}
