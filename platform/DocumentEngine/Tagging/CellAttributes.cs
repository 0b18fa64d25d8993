using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>What a TH or TD says of itself.</summary>
internal readonly unsafe record struct CellAttributes(int RowSpan, int ColumnSpan, TagHeader Header)
{
    private const int MaxSpan = 100, MaxAttributes = 16, LongestScope = 6;

    public static CellAttributes Read(nint cell, bool isHeader)
    {
        if (!PdfiumAttribute.IsThere)
        {
            return new CellAttributes(1, 1, isHeader ? TagHeader.Unsaid : TagHeader.None);
        }

        var (rows, columns, scope) = (1, 1, TagHeader.Unsaid);
        var count = Math.Min(PdfiumAttribute.Count(cell), MaxAttributes);
        for (var index = 0; index < count; index++)
        {
            if (PdfiumAttribute.At(cell, index) is not 0 and var attribute)
            {
                fixed (byte* rowSpan = "RowSpan\0"u8, columnSpan = "ColSpan\0"u8)
                {
                    (rows, columns) = (Span(attribute, rowSpan, rows), Span(attribute, columnSpan, columns));
                }

                scope = Scope(attribute, scope);
            }
        }

        return new CellAttributes(rows, columns, isHeader ? scope : TagHeader.None);
    }

    private static int Span(nint attribute, byte* name, int known) =>
        PdfiumAttribute.Number(attribute, name, out var said) != 0 && said is >= 1 and <= MaxSpan ? (int)said : known;

    private static TagHeader Scope(nint attribute, TagHeader known)
    {
        fixed (byte* name = "Scope\0"u8)
        {
            var buffer = stackalloc char[LongestScope + 1];
            const uint Room = (LongestScope + 1) * sizeof(char);
            var isThere = PdfiumAttribute.Text(attribute, name, buffer, Room, out var bytes) != 0
                && bytes is > sizeof(char) and <= Room;
            return (isThere ? new ReadOnlySpan<char>(buffer, (int)(bytes / sizeof(char)) - 1) : []) switch
            {
                "Column" => TagHeader.Column,
                "Row" => TagHeader.Row,
                "Both" => TagHeader.Both,
                _ => known,
            };
        }
    }
}
