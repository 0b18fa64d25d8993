using System.Globalization;
using System.Text;

namespace DaprProcessing.Engines.Tests;

/// <summary>Letters and digits as outlines with counters, each a path of its own, as drawing programs write a title.</summary>
internal static class CurvedLetters
{
    // Contours in hundredths of a capital's height, origin at the foot of the letter.
    private static readonly Dictionary<char, (int Width, string Outline)> Letters = new()
    {
        ['S'] = (64,
            "2 8 m 30 -5 62 0 62 28 c 62 58 20 48 20 70 c 20 86 40 88 56 78 c 56 94 l 28 106 2 100 2 72 c 2 "
                + "42 44 52 44 28 c 44 12 22 12 2 26 c h"),
        ['H'] = (70, "0 0 m 18 0 l 18 42 l 52 42 l 52 0 l 70 0 l 70 100 l 52 100 l 52 57 l 18 57 l 18 100 l 0 100 l h"),
        ['A'] = (76, "0 0 m 18 0 l 25 22 l 51 22 l 58 0 l 76 0 l 48 100 l 28 100 l h 29 37 m 47 37 l 38 78 l h"),
        ['D'] = (72,
            "0 0 m 30 0 l 60 0 72 20 72 50 c 72 80 60 100 30 100 c 0 100 l h 18 15 m 18 85 l 30 85 l 46 85 "
                + "53 72 53 50 c 53 28 46 15 30 15 c h"),
        ['E'] = (58, "0 0 m 58 0 l 58 16 l 18 16 l 18 43 l 54 43 l 54 58 l 18 58 l 18 84 l 57 84 l 57 100 l 0 100 l h"),
        ['O'] = (76,
            "38 -2 m 64 -2 76 20 76 50 c 76 80 64 102 38 102 c 12 102 0 80 0 50 c 0 20 12 -2 38 -2 c h 38 14 "
                + "m 24 14 18 28 18 50 c 18 72 24 86 38 86 c 52 86 58 72 58 50 c 58 28 52 14 38 14 c h"),
        ['d'] = (58,
            "28 -2 m 38 -2 44 4 46 10 c 46 0 l 58 0 l 58 104 l 43 104 l 43 64 l 38 72 32 74 26 74 c 8 74 0 "
                + "58 0 36 c 0 14 8 -2 28 -2 c h 30 10 m 20 10 15 20 15 36 c 15 52 20 62 30 62 c 40 62 44 52 44 36 "
                + "c 44 20 40 10 30 10 c h"),
        ['s'] = (48,
            "2 6 m 22 -5 47 0 47 20 c 47 42 16 36 16 50 c 16 61 30 62 42 55 c 42 68 l 22 78 2 73 2 52 c 2 31 "
                + "32 36 32 20 c 32 9 16 9 2 19 c h"),
        ['0'] = (62,
            "31 -2 m 53 -2 62 20 62 50 c 62 80 53 102 31 102 c 9 102 0 80 0 50 c 0 20 9 -2 31 -2 c h 31 13 m "
                + "21 13 17 28 17 50 c 17 72 21 87 31 87 c 41 87 45 72 45 50 c 45 28 41 13 31 13 c h"),
        ['2'] = (60,
            "0 0 m 60 0 l 60 16 l 24 16 l 46 40 58 52 58 72 c 58 92 44 102 28 102 c 16 102 6 97 2 93 c 2 76 "
                + "l 12 84 18 87 26 87 c 36 87 41 81 41 70 c 41 56 26 40 0 14 c h"),
        ['5'] = (60,
            "4 4 m 16 -2 22 -2 28 -2 c 48 -2 60 12 60 33 c 60 54 48 66 30 66 c 26 66 22 65 20 64 c 20 84 l "
                + "54 84 l 54 100 l 4 100 l 4 46 l 12 50 18 52 24 52 c 36 52 43 45 43 33 c 43 20 36 13 25 13 c 18 "
                + "13 12 15 4 20 c h"),
        ['7'] = (60, "12 0 m 30 0 l 60 88 l 60 100 l 0 100 l 0 84 l 40 84 l h"),
    };

    /// <param name="paint">Empty to leave all as one open path.</param>
    public static string Draw(string text, double x, double y, double height, string paint)
    {
        var operators = new StringBuilder();
        foreach (var letter in text)
        {
            var (width, outline) = Letters[letter];
            var across = true;
            foreach (var token in outline.Split(' '))
            {
                if (int.TryParse(token, CultureInfo.InvariantCulture, out var hundredths))
                {
                    operators.Append(CultureInfo.InvariantCulture,
                        $"{(across ? x : y) + (hundredths * height / 100):0.##} ");
                    across = !across;
                }
                else
                {
                    operators.Append(token).Append('\n');
                }
            }

            operators.Append(paint).Append('\n');
            x += (width + 14) * height / 100;
        }

        return operators.ToString();
    }
}
