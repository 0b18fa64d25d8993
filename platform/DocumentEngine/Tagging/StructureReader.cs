using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>
/// Walks the structure tree of a page, and finds for each stretch of marked content what the elements around it make of it. A
/// tree past a limit, or one that comes back to itself, is broken: nothing of it is believed.
/// </summary>
internal sealed unsafe class StructureReader
{
    private const int MaxDepth = 64, MaxElements = 10_000, MaxContent = 200_000, MaxTexts = 5_000;

    private const int MaxTextChars = 2_000;

    private readonly StructuredContent _content = new();
    private readonly HashSet<nint> _seen = [];
    private readonly List<TableCells> _tables = [];
    private int _read;
    private int _texts;
    private bool _isBroken;

    private StructureReader()
    {
    }

    /// <returns>Null where the page has no tree that can be used.</returns>
    public static StructuredContent? Read(PdfPage page)
    {
        var tree = PdfiumStructure.IsThere ? PdfiumStructure.ForPage(page.Handle) : 0;
        if (tree == 0)
        {
            return null;
        }

        try
        {
            var reader = new StructureReader();
            var count = PdfiumStructure.CountTop(tree);
            for (var index = 0; index < count && !reader._isBroken; index++)
            {
                reader.Visit(PdfiumStructure.Top(tree, index), default, index, 0);
            }

            return reader._isBroken || reader._read == 0 ? null : reader._content;
        }
        finally
        {
            PdfiumStructure.Close(tree);
        }
    }

    /// <param name="around">What the elements above make of its content.</param>
    /// <param name="place">Among the children of the element above, from 0; those that have nothing on the page count.</param>
    private void Visit(nint element, Surroundings around, int place, int depth)
    {
        if (element == 0 || _isBroken)
        {
            return;
        }

        if (depth > MaxDepth || _seen.Count >= MaxElements || !_seen.Add(element))
        {
            _isBroken = true;
            return;
        }

        around = Within(element, around, place);
        ReadContent(element, around);
        var count = PdfiumStructure.Count(element);
        for (var index = 0; index < count && !_isBroken; index++)
        {
            Visit(PdfiumStructure.Child(element, index), around, index, depth + 1);
        }
    }

    private Surroundings Within(nint element, Surroundings around, int place)
    {
        var buffer = stackalloc char[StructureType.LongestName + 1];
        const uint Room = (StructureType.LongestName + 1) * sizeof(char);
        var bytes = PdfiumStructure.Type(element, buffer, Room);
        var name = bytes is > sizeof(char) and <= Room ? new ReadOnlySpan<char>(buffer, (int)(bytes / sizeof(char)) - 1) : [];
        if (name is StructureType.Section)
        {
            around = around with { Sections = around.Sections + 1 };
        }
        else if (name is StructureType.Figure
            && Text((buffer, bytes) => PdfiumStructure.AltText(element, buffer, bytes)) is { } described)
        {
            around = around with { Figure = _content.AddFigure(described) };
        }

        around = WithinTable(name, element, around, place);

        // Captions and notes have labels too.
        if (StructureType.TagOf(name, around.Sections) is { } tag
            && (tag.Role != TagRole.Label || _content.RoleOf(around.Tag) == TagRole.ListItem))
        {
            around = around with { Tag = _content.AddTag(tag, around.Cell) };
        }

        return Text((buffer, bytes) => PdfiumStructure.ActualText(element, buffer, bytes)) is { } actual
            ? around with { ActualText = _content.AddActualText(actual) } : around;
    }

    private Surroundings WithinTable(ReadOnlySpan<char> name, nint element, in Surroundings around, int place)
    {
        switch (name)
        {
            case StructureType.Table:
                _tables.Add(new TableCells(_tables.Count + 1));
                return around with { Table = _tables.Count, Cell = 0 };
            case StructureType.Row when around.Table > 0:
                _tables[around.Table - 1].NextRow();
                return around;
            case StructureType.Cell or StructureType.HeaderCell when around.Table > 0
                && CellAttributes.Read(element, name is StructureType.HeaderCell) is var said
                && _tables[around.Table - 1].Take(place, said) is { } cell:
                // What a cell holds is its own: an element around the table says nothing of it.
                return around with { Tag = 0, Cell = _content.AddCell(cell) };
            default:
                return around;
        }
    }

    private void ReadContent(nint element, in Surroundings around)
    {
        var count = PdfiumStructure.CountContent(element);
        _read += Math.Max(0, count);
        if (_read > MaxContent)
        {
            _isBroken = true;
            return;
        }

        for (var index = 0; index < count; index++)
        {
            if (PdfiumStructure.Content(element, index) is >= 0 and var identifier)
            {
                _content.Claim(identifier, around, count);
            }
        }
    }

    private string? Text(NativeText.ReadUtf16 read)
    {
        var text = _texts < MaxTexts ? NativeText.Utf16(read, MaxTextChars) : null;
        _texts += text is null ? 0 : 1;
        return text;
    }
}
