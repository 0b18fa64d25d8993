namespace DaprProcessing.Analysis.Entities;

/// <summary>
/// Finds where a text says the names that somebody else has read out of it. A name that does not stand there has no mention.
/// </summary>
public static class NamedMentions
{
    private const char FirstWithoutSpaces = '\u2E80';

    /// <summary>Mentions that do not overlap, longer names before shorter, in the order of the text.</summary>
    /// <param name="unfound">How many of the names the text does not say.</param>
    public static IReadOnlyList<EntityMention> Find(string text, IEnumerable<(string Text, string Type)> names, out int unfound)
    {
        var taken = new bool[text.Length];
        var mentions = new List<EntityMention>();
        unfound = 0;
        foreach (var (name, type) in names.DistinctBy(name => name.Text).OrderByDescending(name => name.Text.Length))
        {
            var places = PlacesOf(text, name);
            unfound += places.Count == 0 ? 1 : 0;
            foreach (var start in places.Where(start => !taken.AsSpan(start, name.Length).Contains(true)))
            {
                taken.AsSpan(start, name.Length).Fill(true);
                mentions.Add(new EntityMention(type, start, start + name.Length));
            }
        }

        return [.. mentions.OrderBy(mention => mention.Start)];
    }

    private static List<int> PlacesOf(string text, string name)
    {
        var places = new List<int>();
        for (var at = Next(0); at >= 0; at = Next(at + name.Length))
        {
            if (!IsInWord(text, at) && !IsInWord(text, at + name.Length))
            {
                places.Add(at);
            }
        }

        return places;

        int Next(int from) => name.Length == 0 ? -1 : text.IndexOf(name, from, StringComparison.Ordinal);
    }

    /// <summary>Between two letters or digits, where words are set apart by spaces.</summary>
    private static bool IsInWord(string text, int place) => place > 0 && place < text.Length
        && IsOfWord(text[place - 1]) && IsOfWord(text[place]);

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) && letter < FirstWithoutSpaces;
}
