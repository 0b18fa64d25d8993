namespace DaprProcessing.Engines.Tests.Images;

/// <summary>A JPEG in four inks whose blocks of 8 by 8 pixels are each of one colour, and no Adobe segment.</summary>
internal static class InkJpeg
{
    private const int Side = 8;
    private const int Inks = 4;

    /// <param name="black">The amount of black ink of each block, row by row; the other inks are none.</param>
    public static byte[] Build(int blocksAcross, int blocksDown, byte[] black)
    {
        var file = new List<byte> { 0xFF, 0xD8 };

        // Every coefficient in steps of 8, so that the first of a block is its colour less 128.
        Add(file, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        Add(file, 0xC0, [8, 0, (byte)(blocksDown * Side), 0, (byte)(blocksAcross * Side), Inks,
            .. Enumerable.Range(1, Inks).SelectMany(ink => (byte[])[(byte)ink, 0x11, 0])]);

        // Twelve sizes of differences in four bits each; for all other coefficients one code, of one bit: no more.
        Add(file, 0xC4, [0x00, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(size => (byte)size)]);
        Add(file, 0xC4, [0x10, 1, .. new byte[15], 0]);
        Add(file, 0xDA, [Inks, .. Enumerable.Range(1, Inks).SelectMany(ink => (byte[])[(byte)ink, 0]), 0, 63, 0]);
        file.AddRange(Scan(black));
        return [.. file, 0xFF, 0xD9];
    }

    private static List<byte> Scan(byte[] black)
    {
        var bits = new List<int>();
        var last = new int[Inks];
        foreach (var amount in black)
        {
            for (var ink = 0; ink < Inks; ink++)
            {
                var value = (ink == Inks - 1 ? amount : 0) - 128;
                var difference = value - last[ink];
                last[ink] = value;
                var size = difference == 0 ? 0 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Abs(difference));
                Push(bits, size, 4);
                Push(bits, difference < 0 ? difference + (1 << size) - 1 : difference, size);
                bits.Add(0);
            }
        }

        var bytes = new List<byte>();
        for (var at = 0; at < bits.Count; at += 8)
        {
            var value = Enumerable.Range(at, 8).Aggregate(0, (all, bit) => (all << 1) | (bit < bits.Count ? bits[bit] : 1));
            bytes.Add((byte)value);
            if (value == 0xFF)
            {
                bytes.Add(0);
            }
        }

        return bytes;
    }

    private static void Push(List<int> bits, int value, int count)
    {
        for (var bit = count - 1; bit >= 0; bit--)
        {
            bits.Add((value >> bit) & 1);
        }
    }

    private static void Add(List<byte> file, byte kind, byte[] data)
    {
        file.AddRange([0xFF, kind, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2)]);
        file.AddRange(data);
    }
}
