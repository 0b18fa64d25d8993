using DaprProcessing.Documents.Docling;

namespace DaprProcessing.MarkupEngine.Building;

/// <summary>
/// Puts paragraphs with a level into lists inside lists: a deeper one is inside the item before it, one of another list begins
/// anew.
/// </summary>
internal sealed class LeveledLists(Flow flow)
{
    private readonly Stack<OpenList> _lists = new();
    private TextItem? _item;

    public void Add(ListMark marker, IReadOnlyList<Run> text)
    {
        while (_lists.TryPeek(out var open)
            && (open.Level > marker.Level || (open.Level == marker.Level && open.List != marker.List)))
        {
            Pop();
        }

        if (_lists.Count == 0 || _lists.Peek().Level < marker.Level)
        {
            Push(marker);
        }

        _item = flow.ListItem(text, marker.Enumerated, marker.Marker);
        _lists.Peek().Last = _item;
    }

    /// <summary>What is written stands inside the last item, where there is one.</summary>
    public void Inside(Action write)
    {
        if (_item is null)
        {
            write();
        }
        else
        {
            flow.Within(_item, write);
        }
    }

    public void Close()
    {
        while (_lists.Count > 0)
        {
            Pop();
        }

        _item = null;
    }

    private void Push(ListMark marker)
    {
        var last = _lists.TryPeek(out var outer) ? outer.Last : null;
        if (last is not null)
        {
            flow.Open(last);
        }

        _lists.Push(new OpenList(marker.List, marker.Level, last is not null));
        flow.Open(flow.NewGroup(Labels.List, marker.Enumerated ? "ordered list" : "list"));
    }

    private void Pop()
    {
        flow.Close();
        if (_lists.Pop().IsInside)
        {
            flow.Close();
        }
    }

    private sealed class OpenList(string list, int level, bool isInside)
    {
        public string List => list;

        public int Level => level;

        public bool IsInside => isInside;

        public TextItem? Last { get; set; }
    }
}
