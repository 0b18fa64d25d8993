using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>Objects written one after the other to the end of a file, and where each of them stands.</summary>
/// <param name="file">At the place where the next object goes.</param>
/// <param name="nextNumber">The first number that is free.</param>
/// <param name="origin">Where the PDF starts in the file: places count from there.</param>
internal sealed class PdfObjects(Stream file, long nextNumber, long origin = 0)
{
    private readonly SortedDictionary<long, (long Offset, int Generation)> _places = [];
    private long _next = nextNumber;

    /// <summary>The first objects of a file of its own.</summary>
    public static PdfObjects NewFile(Stream file)
    {
        file.Write("%PDF-1.7\n"u8);
        // Bytes beyond ASCII, so that nobody takes the file for text.
        file.Write([(byte)'%', 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        return new PdfObjects(file, nextNumber: 1);
    }

    /// <summary>Every object written, by its number.</summary>
    public IReadOnlyDictionary<long, (long Offset, int Generation)> Places => _places;

    /// <summary>One more than the highest number.</summary>
    public long Size => _next;

    public long Position => file.Position - origin;

    /// <summary>Takes a number for an object that is written later.</summary>
    public int Reserve() => checked((int)_next++);

    public int Add(string body)
    {
        var number = Reserve();
        Write(number, body);
        return number;
    }

    public void Write(long number, string body, int generation = 0)
    {
        Begin(number, generation);
        Append(body);
        Append("\nendobj\n");
    }

    /// <param name="entries">Of its dictionary, besides filter and length.</param>
    public int AddStream(string entries, ReadOnlySpan<byte> data)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(data);
        }

        compressed.Position = 0;
        return AddStream($"{entries} /Filter /FlateDecode", compressed, compressed.Length);
    }

    /// <summary>A stream whose bytes are as its dictionary says.</summary>
    public int AddStream(string entries, Stream data, long length)
    {
        var number = Reserve();
        Begin(number, 0);
        Append(string.Create(CultureInfo.InvariantCulture, $"<< {entries} /Length {length} >>\nstream\n"));
        data.CopyTo(file);
        Append("\nendstream\nendobj\n");
        return number;
    }

    public void Append(string text) => file.Write(Encoding.Latin1.GetBytes(text));

    public void Append(ReadOnlySpan<byte> bytes) => file.Write(bytes);

    private void Begin(long number, int generation)
    {
        _places[number] = (Position, generation);
        Append(string.Create(CultureInfo.InvariantCulture, $"{number} {generation} obj\n"));
    }
}
