using System.Globalization;
using System.Text;

namespace DaprProcessing.Engines.Tests;

/// <summary>Letters made of bars, each a path of its own: no font anywhere.</summary>
internal static class BlockLetters
{
    // Bars in fifths of a letter's height: left, bottom, width, height.
    private static readonly Dictionary<char, int[][]> Bars = new()
    {
        ['E'] = [[0, 0, 1, 5], [1, 0, 2, 1], [1, 2, 1, 1], [1, 4, 2, 1]],
        ['F'] = [[0, 0, 1, 5], [1, 2, 1, 1], [1, 4, 2, 1]],
        ['H'] = [[0, 0, 1, 5], [1, 2, 2, 1], [3, 0, 1, 5]],
        ['I'] = [[0, 0, 1, 5]],
        ['L'] = [[0, 0, 1, 5], [1, 0, 2, 1]],
        ['T'] = [[0, 4, 3, 1], [1, 0, 1, 4]],
    };

    public static string Draw(string text, double x, double y, double height, string paint)
    {
        var operators = new StringBuilder();
        foreach (var letter in text)
        {
            if (Bars.TryGetValue(letter, out var bars))
            {
                foreach (var bar in bars)
                {
                    operators.Append(CultureInfo.InvariantCulture,
                        $"{x + (bar[0] * height / 5):0.##} {y + (bar[1] * height / 5):0.##} {bar[2] * height / 5:0.##} ")
                        .Append(CultureInfo.InvariantCulture, $"{bar[3] * height / 5:0.##} re\n");
                }

                operators.Append(paint).Append('\n');
            }

            x += letter switch { ' ' => height * 0.6, 'I' => height * 0.4, 'H' => height, _ => height * 0.8 };
        }

        return operators.ToString();
    }
}
