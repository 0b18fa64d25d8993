using DaprProcessing.Contracts.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Description;

/// <summary>A document's bookmarks in order. A branch that comes back to itself ends there.</summary>
internal sealed unsafe class OutlineReader(nint document)
{
    private const int MostEntries = 5_000, MostLevels = 32, MostChars = 500;

    private readonly List<OutlineEntry> _entries = [];
    private readonly HashSet<nint> _seen = [];

    public static List<OutlineEntry> Read(nint document)
    {
        var reader = new OutlineReader(document);
        reader.Walk(0, 1);
        return reader._entries;
    }

    private void Walk(nint parent, int level)
    {
        for (var entry = PdfiumOutline.FirstChild(document, parent);
            entry != 0 && _seen.Add(entry) && _entries.Count < MostEntries;
            entry = PdfiumOutline.Next(document, entry))
        {
            var bookmark = entry;
            if (NativeText.Utf16((buffer, bytes) => PdfiumOutline.Title(bookmark, buffer, bytes), MostChars) is { } title)
            {
                _entries.Add(new OutlineEntry(title.ReplaceLineEndings(" "), level, PageNo(bookmark)));
            }

            if (level < MostLevels)
            {
                Walk(entry, level + 1);
            }
        }
    }

    private int? PageNo(nint bookmark)
    {
        var destination = PdfiumOutline.Destination(document, bookmark);
        if (destination == 0 && PdfiumOutline.Action(bookmark) is not 0 and var action
            && PdfiumOutline.ActionType(action) == PdfiumOutline.GoTo)
        {
            destination = PdfiumOutline.ActionDestination(document, action);
        }

        var index = destination == 0 ? -1 : PdfiumOutline.PageIndex(document, destination);
        return index < 0 ? null : index + 1;
    }
}
