using System.Buffers.Binary;

namespace DaprProcessing.DocumentEngine.Rendering;

/// <summary>One chunk: length, type, data, CRC-32 of type and data.</summary>
internal static class PngChunk
{
    private static readonly uint[][] Tables = BuildTables();

    public static void Write(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        output.Write(word);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, Checksum(type, data));
        output.Write(word);
    }

    public static uint Checksum(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) => ~Crc(Crc(uint.MaxValue, type), data);

    /// <summary>Four bytes a step, by four tables.</summary>
    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 4)
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(data);
            crc = Tables[3][crc & 0xFF] ^ Tables[2][(crc >> 8) & 0xFF] ^ Tables[1][(crc >> 16) & 0xFF] ^ Tables[0][crc >> 24];
            data = data[4..];
        }

        foreach (var value in data)
        {
            crc = Tables[0][(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[][] BuildTables()
    {
        uint[][] tables = [new uint[256], new uint[256], new uint[256], new uint[256]];
        for (uint n = 0; n < 256; n++)
        {
            var value = n;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            tables[0][n] = value;
        }

        for (var n = 0; n < 256; n++)
        {
            for (var table = 1; table < 4; table++)
            {
                tables[table][n] = tables[0][tables[table - 1][n] & 0xFF] ^ (tables[table - 1][n] >> 8);
            }
        }

        return tables;
    }
}
