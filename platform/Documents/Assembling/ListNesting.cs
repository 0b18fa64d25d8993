using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Assembling;

/// <summary>The list being written: which group the next item belongs to, by how far it is indented.</summary>
internal sealed class ListNesting
{
    private readonly Stack<(GroupItem Group, double Indent, bool Enumerated, TextItem? Last)> _open = new();

    public void Close() => _open.Clear();

    /// <param name="newGroup">Makes a group below the given item, or below the body where it is null.</param>
    public GroupItem GroupFor(double indent, double step, bool enumerated, bool elsewhere, Func<TextItem?, GroupItem> newGroup)
    {
        // In another column the same indent has another place: keep the depth, measure anew.
        while (!elsewhere && _open.Count > 1 && indent < _open.Peek().Indent - step)
        {
            _open.Pop();
        }

        if (_open.Count == 0)
        {
            _open.Push((newGroup(null), indent, enumerated, null));
        }
        else if (!elsewhere && indent > _open.Peek().Indent + step && _open.Peek().Last is { } parent)
        {
            _open.Push((newGroup(parent), indent, enumerated, null));
        }
        else if (!elsewhere && _open.Peek().Enumerated != enumerated && _open.Count == 1)
        {
            _open.Pop();
            _open.Push((newGroup(null), indent, enumerated, null));
        }

        return _open.Peek().Group;
    }

    public void Added(TextItem item, double indent)
    {
        var top = _open.Pop();
        _open.Push(top with { Last = item, Indent = indent });
    }
}
