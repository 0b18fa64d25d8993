using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>What the tags of a column's rows say of its paragraphs, row by row from the top: where a heading or an item of a list
/// begins and ends.</summary>
internal sealed class TaggedRows(BelievedTags tags)
{
    /// <summary>In sizes of the type, between the middles of two lines of one heading or item.</summary>
    private const double ClosePitch = 1.6;

    private readonly HashSet<int> _items = [];
    private TextRow? _before;
    private int _last;

    /// <summary>The row begins an item of a list.</summary>
    public bool StartsItem { get; private set; }

    /// <summary>The label of that item as it is printed; null for none.</summary>
    public string? Label { get; private set; }

    /// <returns>Whether a paragraph begins with this row; null where the tags say nothing of it.</returns>
    public bool? StartsNew(TextRow row)
    {
        (StartsItem, Label) = (false, null);
        if (!tags.IsAny)
        {
            return null;
        }

        var (above, before) = (_before, _last);
        (_before, _last) = (row, tags.MostCommon([row]));
        ReadItem(row);
        if (StartsItem || (before != _last && (IsHeading(before) || IsHeading(_last))))
        {
            return true;
        }

        var isOne = before == _last && tags.Of(_last)?.Role is TagRole.Heading or TagRole.Title or TagRole.ListItem;
        return isOne && above is not null && GoesOn(above, row) ? false : null;
    }

    private bool IsHeading(int tag) => tags.Of(tag)?.Role is TagRole.Heading or TagRole.Title;

    /// <summary>One element may be several paragraphs.</summary>
    private static bool GoesOn(TextRow above, TextRow row) =>
        Math.Abs(above.Size - row.Size) < 0.03 * row.Size && above.AllBold == row.AllBold
        && ColumnLines.Middle(row) - ColumnLines.Middle(above) is > 0 and var pitch && pitch < ClosePitch * row.Size;

    private void ReadItem(TextRow row)
    {
        var first = tags.Of(row.Words[0].Tag)?.Role;
        var label = row.Words.TakeWhile(word => tags.Of(word.Tag)?.Role == TagRole.Label).ToList();
        StartsItem = label.Count > 0 || (first == TagRole.ListItem && !_items.Contains(row.Words[0].Tag));
        Label = label.Count > 0 && label.Count < row.Words.Count ? LineText.Of(label) : null;
        _items.UnionWith(row.Words.Where(word => tags.Of(word.Tag)?.Role == TagRole.ListItem).Select(word => word.Tag));
    }
}
