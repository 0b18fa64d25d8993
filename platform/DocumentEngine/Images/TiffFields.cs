namespace DaprProcessing.DocumentEngine.Images;

/// <summary>The entries of one directory: tag, type, count, and the values or where they lie.</summary>
internal sealed class TiffFields(TiffChain chain, byte[] entries, int count, int entryBytes)
{
    /// <summary>More strips than any image has rows.</summary>
    private const int MaxValues = 1 << 20;

    private const int Rational = 5;

    /// <summary>The first value of a whole number; otherwise <paramref name="otherwise"/>.</summary>
    public int First(int tag, int otherwise) =>
        Numbers(tag, 1) is [var first, ..] ? (int)Math.Min(int.MaxValue, first) : otherwise;

    public IReadOnlyList<long> Numbers(int tag, int atMost = MaxValues)
    {
        if (Find(tag) is not { } entry || Values(entry) is not { } values
            || SizeOf(TypeOf(entry)) is not (> 0 and <= 8 and var size) || TypeOf(entry) == Rational)
        {
            return [];
        }

        var numbers = new long[Math.Min(atMost, values.Length / size)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = chain.Number(values.AsSpan(i * size), size);
        }

        return numbers;
    }

    public double? Ratio(int tag) => Find(tag) is { } entry && TypeOf(entry) == Rational
        && Values(entry) is { Length: >= 8 } value && chain.Number(value.AsSpan(4), 4) is not 0 and var divisor
            ? chain.Number(value, 4) / (double)divisor : null;

    private ReadOnlyMemory<byte>? Find(int tag)
    {
        for (var i = 0; i < count; i++)
        {
            var entry = entries.AsMemory(i * entryBytes, entryBytes);
            if (chain.Number(entry.Span, 2) == tag)
            {
                return entry;
            }
        }

        return null;
    }

    private int TypeOf(ReadOnlyMemory<byte> entry) => (int)chain.Number(entry.Span[2..], 2);

    /// <returns>Null where they lie beyond the end of the file.</returns>
    private byte[]? Values(ReadOnlyMemory<byte> entry)
    {
        var width = (entryBytes - 4) / 2;
        var size = SizeOf(TypeOf(entry));
        var wanted = chain.Number(entry.Span[4..], width);
        if (size == 0 || wanted is <= 0 or > MaxValues)
        {
            return null;
        }

        var bytes = (int)wanted * size;
        return bytes <= width ? entry.Slice(4 + width, bytes).ToArray()
            : chain.Read(chain.Number(entry.Span[(4 + width)..], width), bytes);
    }

    private static int SizeOf(int type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };
}
