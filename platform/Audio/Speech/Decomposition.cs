using System.Text;

namespace DaprProcessing.Audio.Speech;

/// <summary>
/// The accented letters that phonemisers write, taken apart (NFD): voices know a letter and its mark as two signs. Of our own
/// because without ICU, as our programs run, .NET normalises nothing.
/// </summary>
internal static class Decomposition
{
    private const string Whole = "çãẽĩõũỹñáéíóúýàèìòùâêîôûäëïöüÿāēīōūăĕĭŏŭěǎ";
    private const string Letters = "caeiouynaeiouyaeiouaeiouaeiouyaeiouaeiouea";

    private static readonly (int Count, char Mark)[] Marks =
    [
        (1, '\u0327'), (7, '\u0303'), (6, '\u0301'), (5, '\u0300'), (5, '\u0302'),
        (6, '\u0308'), (5, '\u0304'), (5, '\u0306'), (2, '\u030C'),
    ];

    private static readonly Dictionary<char, string> Parts = Pair();

    public static string Of(string text)
    {
        var taken = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            taken.Append(Parts.TryGetValue(letter, out var parts) ? parts : letter);
        }

        return taken.ToString();
    }

    private static Dictionary<char, string> Pair()
    {
        var marks = Marks.SelectMany(mark => Enumerable.Repeat(mark.Mark, mark.Count));
        return Whole.Zip(Letters, marks).ToDictionary(one => one.First, one => $"{one.Second}{one.Third}");
    }
}
