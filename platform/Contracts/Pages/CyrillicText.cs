namespace DaprProcessing.Contracts.Pages;

/// <summary>Whether Cyrillic letters make words of a language that is written with them, told by how often some stand.</summary>
public static class CyrillicText
{
    private const int EnoughLetters = 40;

    /// <summary>Slavic languages have 38 to 45 % vowels, Turkic ones as many.</summary>
    private const double LeastVowels = 0.33;

    /// <summary>Together 3 to 8 % of a text.</summary>
    private const double MostRare = 0.15;

    // Of the Slavic languages, and of the Turkic and Mongolian ones that have letters of their own.
    private const string Vowels = "аеёиоуыэюяіїєѐѝәөүұӑӗӳ";
    private const string Rare = "ъщфэхц";

    /// <summary>They are too many to be so by accident, and their letters stand for others.</summary>
    public static bool IsWrong(IEnumerable<string> words) => Judge(words) == false;

    /// <summary>They are too many to be so by accident, and look like words.</summary>
    public static bool IsRight(IEnumerable<string> words) => Judge(words) == true;

    private static bool? Judge(IEnumerable<string> words)
    {
        var (all, vowels, rare) = (0, 0, 0);
        foreach (var letter in words.SelectMany(word => word).Select(char.ToLowerInvariant))
        {
            if (letter is >= '\u0400' and <= '\u04FF')
            {
                all++;
                vowels += Vowels.Contains(letter) ? 1 : 0;
                rare += Rare.Contains(letter) ? 1 : 0;
            }
        }

        return all < EnoughLetters ? null : vowels >= LeastVowels * all && rare <= MostRare * all;
    }
}
