using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Cuts the lines of one column into paragraphs, list items, captions and code.</summary>
internal sealed class BlockBuilder(IReadOnlyList<TextRow> rows, int region, PageContext page)
{
    /// <summary>How many lines further down the next item of a list is looked for.</summary>
    private const int MostLinesToNext = 40;

    private readonly ColumnLines _column = new(rows, page.Noisy);
    private readonly List<LayoutBlock> _blocks = [];
    private readonly List<TextRow> _lines = [];
    private readonly List<string> _texts = [];
    private readonly TaggedRows _tags = new(page.Tags);
    private ListMarker? _marker;
    private bool _isTaggedItem;
    private ListMarker? _lastMarker;

    /// <summary>The last marker of each list that is open, by its place, the outermost first.</summary>
    private readonly List<(double L, ListMarker Marker)> _open = [];
    private double _lastBottom = double.NaN;

    public List<LayoutBlock> Build()
    {
        var breaks = new ParagraphBreaks(_column, page.BodySize);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (page.CodeIsMarked && row.AllMono)
            {
                Flush(breaks);
                i = AddCode(i);
                continue;
            }

            var text = row.Text;
            var said = _tags.StartsNew(row);
            var broken = _lines.Count == 0 || (said ?? breaks.StartsNew(_lines, _texts[^1], row, text, _marker is not null));
            var marker = said == false ? null : MarkerOf(text, i, broken) ?? LabelOf(text);
            if (broken || marker is not null || (CaptionPattern.IsCaption(text) && ParagraphBreaks.EndsSentence(_texts[^1])))
            {
                Flush(breaks);
                (_marker, _isTaggedItem) = (marker, _tags.StartsItem);
            }

            _lines.Add(row);
            _texts.Add(text);
        }

        Flush(breaks);
        return _blocks;
    }

    private ListMarker? MarkerOf(string text, int index, bool broken)
    {
        var row = rows[index];
        if (ListMarker.At(text) is not { } marker || marker.Length >= text.Length)
        {
            return null;
        }

        if (marker.Kind == ListMarkerKind.LetterO && !row.Words[0].Mono && row.Words.Count > 1
            && row.Words[1].Box.L - row.Words[0].Box.R < 0.6 * row.Size)
        {
            return null;
        }

        // Inside running text a line may start with "5." or "-" by chance.
        var expected = ((_marker ?? _lastMarker) is { } last && marker.Follows(last)) || GoesOnOutside(row, marker);
        if (!broken && !expected && marker.Kind != ListMarkerKind.Bullet)
        {
            var startsAList = marker is { IsNumbered: true, Value: 1 };
            var isInItem = _marker is not null && row.L < _lines[0].L + (0.5 * row.Size);
            return (startsAList && (isInItem || ParagraphBreaks.EndsSentence(_texts[^1]))) || StartsInnerList(index, marker)
                ? marker : null;
        }

        var isInitial = marker.Kind is ListMarkerKind.UpperDot && !expected && !(marker.Value == 1 && Continues(index, marker));
        return isInitial ? null : marker;
    }

    /// <summary>A label that looks like none, as the file tells it.</summary>
    private ListMarker? LabelOf(string text) =>
        _tags.Label is { } label && label.Length < text.Length && text.StartsWith(label, StringComparison.Ordinal)
            ? new ListMarker(label, ListMarkerKind.Bullet, 0, label.Length) : null;

    // "A." opens a list only where "B." follows further down the column.
    private bool Continues(int index, ListMarker marker) =>
        rows.Skip(index + 1).Take(MostLinesToNext).Any(other => IsNext(other, marker));

    // In a narrow column the lines of an item are no longer than what is nested in it: there only a second marker below the
    // first, before a line further out, tells a list in the item from lines that start with a dash or a number by chance.
    private bool StartsInnerList(int index, ListMarker marker)
    {
        var (row, edge) = (rows[index], _lines[0].L + (0.5 * rows[index].Size));
        return _marker is not null && row.L > edge && (marker.Value == 1 || !marker.IsNumbered)
            && rows.Skip(index + 1).Take(MostLinesToNext).TakeWhile(other => other.L > edge)
                .Any(other => Math.Abs(other.L - row.L) < 0.3 * row.Size && IsNext(other, marker));
    }

    // After what is nested in an item, the list that the item is of goes on where it stood.
    private bool GoesOnOutside(TextRow row, ListMarker marker) => _marker is not null
        && _open.Exists(list => Math.Abs(list.L - row.L) < 0.5 * row.Size && marker.Follows(list.Marker));

    private static bool IsNext(TextRow row, ListMarker marker) =>
        ListMarker.At(row.Text) is { } next && next.Follows(marker);

    private void Flush(ParagraphBreaks breaks)
    {
        if (_lines.Count == 0)
        {
            return;
        }

        var text = _texts[0];
        for (var i = 1; i < _texts.Count; i++)
        {
            text = Hyphenation.Join(text, _texts[i], page.Vocabulary);
        }

        var kind = _marker is not null || _isTaggedItem ? BlockKind.ListItem : CaptionPattern.IsCaption(text) ? BlockKind.Caption
            : BlockKind.Paragraph;
        Add(kind, _marker is { } marker ? text[marker.Length..].TrimStart() : text, _lines, breaks);
        if (_marker is { } last)
        {
            _open.RemoveAll(list => list.L > _lines[0].L - (0.5 * _lines[0].Size));
            _open.Add((_lines[0].L, last));
        }

        _lastMarker = _marker ?? (_lines[0].L > _column.L + _lines[0].Size ? _lastMarker : _lines.Count > 1 ? null : _lastMarker);
        (_marker, _isTaggedItem) = (null, false);
        _lines.Clear();
        _texts.Clear();
    }

    private void Add(BlockKind kind, string text, IReadOnlyList<TextRow> lines, ParagraphBreaks breaks)
    {
        var box = Box.Around(lines.Select(line => line.Box));
        _blocks.Add(new LayoutBlock(kind, box, text)
        {
            Region = region,
            Lines = lines.Count,
            SizePt = Math.Round(lines.MaxBy(line => line.Chars)!.Size, 2),
            Bold = lines.All(line => line.AllBold),
            Italic = lines.All(line => line.AllItalic),
            GapBeforePt = double.IsNaN(_lastBottom) ? 1000 : Math.Round(box.T - _lastBottom, 1),
            EndsFull = breaks.IsFull(lines[^1]),
            StartsIndented = lines.Count > 1 && lines[0].L > lines[1].L + (0.8 * lines[0].Size),
            Marker = _marker?.Text,
            Enumerated = _marker?.IsNumbered ?? false,
            IndentPt = kind != BlockKind.ListItem ? 0 : Math.Round(box.L, 1),
            Tag = page.Tags.Of(page.Tags.MostCommon(lines)),
        });
        _lastBottom = box.B;
    }

    /// <returns>Index of the last row of the block.</returns>
    private int AddCode(int start)
    {
        var end = start;
        while (end + 1 < rows.Count && rows[end + 1].AllMono && rows[end + 1].T - rows[end].B < 2.5 * rows[end].Size)
        {
            end++;
        }

        var lines = rows.Skip(start).Take(end - start + 1).ToList();
        Add(BlockKind.Code, CodeText.Of(lines, _column.Pitch), lines, new ParagraphBreaks(_column, page.BodySize));
        return end;
    }
}
