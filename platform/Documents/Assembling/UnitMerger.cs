using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// Puts documents of single units (slides, sheets, chapters) one after the other into one: their items keep their order, and get
/// the references that they have in the whole.
/// </summary>
public static class UnitMerger
{
    /// <param name="origin">The file; its name without extension names the document.</param>
    /// <param name="units">In order. They are used up.</param>
    public static DoclingDocument Merge(DocumentOrigin origin, IEnumerable<DoclingDocument> units)
    {
        var whole = new DoclingDocument { Name = Path.GetFileNameWithoutExtension(origin.Filename), Origin = origin };
        foreach (var unit in units)
        {
            Add(whole, unit);
        }

        return whole;
    }

    private static void Add(DoclingDocument whole, DoclingDocument unit)
    {
        var moves = new Moves(whole);
        foreach (var node in (IEnumerable<NodeItem>)[.. unit.Groups, .. unit.Texts, .. unit.Pictures, .. unit.Tables])
        {
            moves.Apply(node);
        }

        whole.Body.Children.AddRange(unit.Body.Children.Select(moves.Of));
        whole.Body.Meta ??= unit.Body.Meta;
        whole.Groups.AddRange(unit.Groups);
        whole.Texts.AddRange(unit.Texts);
        whole.Pictures.AddRange(unit.Pictures);
        whole.Tables.AddRange(unit.Tables);
        foreach (var (number, page) in unit.Pages)
        {
            whole.Pages[number] = page;
        }
    }

    /// <summary>From places in the unit to those after what the whole has already.</summary>
    private sealed class Moves(DoclingDocument whole)
    {
        private readonly (string Collection, int Before)[] _collections =
        [
            ("#/groups/", whole.Groups.Count), ("#/texts/", whole.Texts.Count), ("#/pictures/", whole.Pictures.Count),
            ("#/tables/", whole.Tables.Count),
        ];

        public void Apply(NodeItem node)
        {
            node.SelfRef = Of(node.SelfRef);
            node.Parent = node.Parent is { } parent ? Of(parent) : null;
            Apply(node.Children);
            if (node is FloatingItem floating)
            {
                Apply(floating.Captions);
                Apply(floating.References);
                Apply(floating.Footnotes);
            }
            else if (node is TextItem text)
            {
                Apply(text.Captions);
                Apply(text.References);
                Apply(text.Footnotes);
            }
        }

        public RefItem Of(RefItem reference) => new(Of(reference.Ref));

        private void Apply(List<RefItem>? references)
        {
            for (var at = 0; at < references?.Count; at++)
            {
                references[at] = Of(references[at]);
            }
        }

        private string Of(string reference)
        {
            foreach (var (collection, before) in _collections)
            {
                if (before > 0 && reference.StartsWith(collection, StringComparison.Ordinal)
                    && int.TryParse(reference.AsSpan(collection.Length), out var index))
                {
                    return $"{collection}{before + index}";
                }
            }

            return reference;
        }
    }
}
