using System.Buffers.Binary;
using System.Text;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>Puts the tables of a TrueType font together: a directory with their places and checksums, then each on a
/// word.</summary>
internal static class TrueTypeFile
{
    private const int HeaderBytes = 12, EntryBytes = 16;
    private const uint WholeFile = 0xB1B0AFBA;

    /// <summary>Where <c>head</c> has what the whole file's checksum lacks.</summary>
    private const int AdjustmentOffset = 8;

    /// <param name="tables">In the order of their names.</param>
    public static byte[] Of((string Name, byte[] Data)[] tables)
    {
        var position = HeaderBytes + (tables.Length * EntryBytes);
        var file = new byte[position + tables.Sum(table => Padded(table.Data.Length))];
        var power = (int)Math.Log2(tables.Length);
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Length);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(EntryBytes << power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((tables.Length * EntryBytes) - (EntryBytes << power)));
        var head = 0;
        for (var i = 0; i < tables.Length; i++)
        {
            var (name, data) = tables[i];
            data.CopyTo(file, position);
            var entry = file.AsSpan(HeaderBytes + (i * EntryBytes), EntryBytes);
            Encoding.ASCII.GetBytes(name, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(file.AsSpan(position, Padded(data.Length))));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], position);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            head = name == "head" ? position : head;
            position += Padded(data.Length);
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + AdjustmentOffset), WholeFile - Sum(file));
        return file;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var at = 0; at < bytes.Length; at += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));
        }

        return sum;
    }
}
