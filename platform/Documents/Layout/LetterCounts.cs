namespace DaprProcessing.Documents.Layout;

/// <summary>
/// How often each letter and digit stands in texts, kept under the rest of its code by 64: small enough to travel with every
/// page, and one letter lost does not hide another that is said twice. What lines, hyphens, leaders and bullets turn into does
/// not count.
/// </summary>
public static class LetterCounts
{
    private const int Kinds = 64;

    public static int[] Empty() => new int[Kinds];

    public static int[] Of(IEnumerable<string> texts)
    {
        var counts = Empty();
        foreach (var text in texts)
        {
            Add(counts, text);
        }

        return counts;
    }

    /// <param name="times">Below 0 they are taken away.</param>
    public static void Add(int[] counts, ReadOnlySpan<char> text, int times = 1)
    {
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                counts[c % Kinds] += times;
            }
        }
    }

    /// <summary>How many of those read are not written, and how many are written that were not read.</summary>
    public static (int Lost, int Added) Compare(IReadOnlyList<int> read, IReadOnlyList<int> written)
    {
        var (lost, added) = (0, 0);
        for (var kind = 0; kind < Math.Min(read.Count, written.Count); kind++)
        {
            lost += Math.Max(0, read[kind] - written[kind]);
            added += Math.Max(0, written[kind] - read[kind]);
        }

        return (lost, added);
    }
}
