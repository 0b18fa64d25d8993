using System.Numerics;

namespace DaprProcessing.Quality.Scoring;

/// <summary>The longest sequence of characters that two texts have in common, in order.</summary>
internal static class CommonText
{
    private const int Bits = 64;

    /// <summary>Twice its length by the length of both: 1 where they are the same, less for what is missing or stands
    /// elsewhere.</summary>
    public static double Similarity(string one, string other) =>
        one.Length + other.Length == 0 ? 1 : 2.0 * Length(one, other) / (one.Length + other.Length);

    /// <summary>A column of the usual matrix is one long number, after Hyyrö: 64 cells a step.</summary>
    public static int Length(string one, string other)
    {
        var words = (one.Length + Bits - 1) / Bits;
        var masks = new Dictionary<char, ulong[]>();
        for (var i = 0; i < one.Length; i++)
        {
            (masks.TryGetValue(one[i], out var mask) ? mask : masks[one[i]] = new ulong[words])[i / Bits] |= 1UL << (i % Bits);
        }

        var column = new ulong[words];
        Array.Fill(column, ulong.MaxValue);
        foreach (var mask in other.Select(c => masks.GetValueOrDefault(c)).OfType<ulong[]>())
        {
            var carry = 0UL;
            for (var word = 0; word < words; word++)
            {
                var u = column[word] & mask[word];
                var sum = column[word] + u;
                var over = sum < u ? 1UL : 0;
                sum += carry;
                over |= sum < carry ? 1UL : 0;
                carry = over;
                column[word] = sum | (column[word] - u);
            }
        }

        var length = 0;
        for (var i = 0; i < words; i++)
        {
            var used = Math.Min(Bits, one.Length - (i * Bits));
            var valid = used == Bits ? ulong.MaxValue : (1UL << used) - 1;
            length += BitOperations.PopCount(~column[i] & valid);
        }

        return length;
    }
}
