using System.Text;

namespace DaprProcessing.TestKit.Pdf;

/// <summary>The objects of a PDF file in the order they are written, and its cross-reference table.</summary>
internal sealed class PdfObjects
{
    private readonly MemoryStream _file = new();
    private readonly List<long> _offsets = [0];

    public PdfObjects() => Append("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");

    /// <summary>Takes a number for an object that is written later.</summary>
    public int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count - 1;
    }

    public int Add(string body)
    {
        var number = Reserve();
        Write(number, body);
        return number;
    }

    public void Write(int number, string body)
    {
        _offsets[number] = _file.Position;
        Append($"{number} 0 obj\n{body}\nendobj\n");
    }

    /// <param name="entries">Dictionary entries besides the length, for example <c>/Filter /FlateDecode</c>.</param>
    public int AddStream(string entries, ReadOnlySpan<byte> data)
    {
        var number = Reserve();
        WriteStream(number, entries, data);
        return number;
    }

    public void WriteStream(int number, string entries, ReadOnlySpan<byte> data)
    {
        _offsets[number] = _file.Position;
        Append($"{number} 0 obj\n<< {entries} /Length {data.Length} >>\nstream\n");
        _file.Write(data);
        Append("\nendstream\nendobj\n");
    }

    /// <summary>Ends the file. <paramref name="trailerEntries"/> sees where the cross-reference table starts.</summary>
    public byte[] Finish(int catalog, Func<long, string>? trailerEntries = null)
    {
        var start = _file.Position;
        var table = new StringBuilder($"xref\n0 {_offsets.Count}\n0000000000 65535 f \n");
        foreach (var offset in _offsets.Skip(1))
        {
            table.Append($"{offset:0000000000} 00000 n \n");
        }

        Append(table.ToString());
        Append(
            $"trailer\n<< /Size {_offsets.Count} /Root {catalog} 0 R {trailerEntries?.Invoke(start)} >>\n"
            + $"startxref\n{start}\n%%EOF\n");
        return _file.ToArray();
    }

    private void Append(string text) => _file.Write(Encoding.Latin1.GetBytes(text));
}
