using System.Collections.Frozen;
using DaprProcessing.Analysis.Words;

namespace DaprProcessing.Analysis.Entities;

/// <summary>
/// People, organisations and places by lists of names and by what stands beside them: a title or first name before a capitalised
/// word, a word such as Inc or University beside some.
/// </summary>
internal static class NamedEntities
{
    private const int MostWords = 6;

    private static readonly FrozenDictionary<string, FrozenSet<string>> Names = WordLists.Read("names.txt", '|');
    private static readonly FrozenSet<string> Places =
        Names["country"].Concat(Names["region"]).Concat(Names["city"]).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Links =
        new[] { "of", "and", "for", "the", "de", "der", "für", "von", "van", "del", "la" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Particles =
        new[] { "von", "van", "de", "der", "den", "la", "le", "da", "di", "du", "bin", "al" }.ToFrozenSet(StringComparer.Ordinal);

    public static IEnumerable<EntityMention> Find(string text)
    {
        var tokens = Token.In(text, 0, text.Length);
        for (var i = 0; i < tokens.Count;)
        {
            var (type, end) = At(text, tokens, i);
            if (type is not null)
            {
                yield return new EntityMention(type, tokens[i].Start, EndOf(text, tokens[end - 1]));
            }

            i = Math.Max(i + 1, end);
        }
    }

    private static (string? Type, int End) At(string text, List<Token> tokens, int i)
    {
        if (!tokens[i].IsCapitalized)
        {
            return (null, i + 1);
        }

        if (Organization(text, tokens, i) is > 0 and var organization)
        {
            return ("organization", organization);
        }

        if (Place(text, tokens, i) is > 0 and var place)
        {
            return ("place", place);
        }

        return Person(text, tokens, i) is > 0 and var person ? ("person", person) : (null, i + 1);
    }

    /// <summary>Capitalised words up to one that organisations are called by, or from one on: "University of …".</summary>
    private static int Organization(string text, List<Token> tokens, int i)
    {
        var found = 0;
        for (var j = i; j < tokens.Count && j - i < MostWords && (j == i || FollowsOn(text, tokens, j)); j++)
        {
            // "Shares of Green Ferries Ltd": only what begins like an organisation goes on after "of".
            var isLink = j > i && Links.Contains(tokens[j].Text)
                && (tokens[j].Text != "of" || Names["orghead"].Contains(tokens[i].Text));
            if (!tokens[j].IsCapitalized && !isLink)
            {
                break;
            }

            found = j > i && Names["orgword"].Contains(tokens[j].Text) ? j + 1 : found;
        }

        if (found == 0 && Names["orghead"].Contains(tokens[i].Text) && i + 2 < tokens.Count && Links.Contains(tokens[i + 1].Text)
            && FollowsOn(text, tokens, i + 1) && FollowsOn(text, tokens, i + 2))
        {
            var j = tokens[i + 2].Text == "the" ? i + 3 : i + 2;
            while (j < tokens.Count && j - i < MostWords && tokens[j].IsCapitalized && FollowsOn(text, tokens, j))
            {
                found = ++j;
            }
        }

        // "The Company" is the one spoken of, not its name.
        var isSpokenOf = tokens[i].Text is "The" or "This" or "Our" or "A" or "Your" or "Die" or "Der" or "La" or "Le";
        return found == i + 2 && isSpokenOf ? 0 : found;
    }

    private static int Place(string text, List<Token> tokens, int i)
    {
        for (var j = Math.Min(tokens.Count, i + 4); j > i; j--)
        {
            var name = text[tokens[i].Start..tokens[j - 1].End];
            if (Places.Contains(name) || (tokens[j - 1].End < text.Length && Places.Contains(name + text[tokens[j - 1].End])))
            {
                return j;
            }
        }

        return 0;
    }

    private static int Person(string text, List<Token> tokens, int i)
    {
        var titled = Names["title"].Contains(tokens[i].Text);
        if (!titled && !Names["first"].Contains(tokens[i].Text))
        {
            return 0;
        }

        var (end, names) = (i + 1, 0);
        for (var j = i + 1; j < tokens.Count && names < 3 && FollowsOn(text, tokens, j, throughDot: true); j++)
        {
            var isParticle = Particles.Contains(tokens[j].Text);
            if (!isParticle && !(tokens[j].IsCapitalized && char.IsLetter(tokens[j].Text[0])))
            {
                break;
            }

            names += isParticle ? 0 : 1;
            end = isParticle ? end : j + 1;
        }

        return names > 0 ? end : 0;
    }

    /// <param name="throughDot">Also after "Dr." and "J.".</param>
    private static bool FollowsOn(string text, List<Token> tokens, int j, bool throughDot = false)
    {
        var between = text.AsSpan(tokens[j - 1].End, tokens[j].Start - tokens[j - 1].End);
        return between is " " or " & "
            || (throughDot && between is ". " && (tokens[j - 1].Text.Length == 1 || Names["title"].Contains(tokens[j - 1].Text)));
    }

    /// <summary>"Inc." with its dot where the sentence goes on.</summary>
    private static int EndOf(string text, Token last) =>
        last.Text is "Inc" or "Corp" or "Ltd" or "Co" && last.End < text.Length && text[last.End] == '.'
            ? last.End + 1 : last.End;
}
