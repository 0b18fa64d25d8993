using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Export;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>
/// Writes links into a finished document: as the hyperlink of an item that is one; a paragraph with a link in it becomes an
/// inline group of runs, as the format has it. Cuts are made between words, so that the runs joined by spaces are the paragraph
/// again.
/// </summary>
internal sealed class LinkWriter(DoclingDocument document)
{
    /// <summary>What is a link but for a full stop or a number before it is a link.</summary>
    private const double Whole = 0.9;

    private readonly Dictionary<TextItem, List<BlockLink>> _links = [];
    private readonly DocumentTree _tree = new(document);

    /// <param name="start">Where the block's text starts in the item's.</param>
    public void Add(TextItem item, PlacedBlock placed, int start)
    {
        if (placed.Block.Links is not { Count: > 0 } links || item.Label == Labels.Code || !item.Text.EndsWith(
            placed.Block.Text, StringComparison.Ordinal))
        {
            return;
        }

        // A marker may stand before the block's own text.
        start = Math.Max(start, item.Text.Length - placed.Block.Text.Length);
        var known = _links.TryGetValue(item, out var own) ? own : _links[item] = [];
        known.AddRange(links.Select(link => link with { Start = link.Start + start }));
    }

    public void Write()
    {
        foreach (var (item, links) in _links)
        {
            var longest = links.MaxBy(link => link.Length)!;
            var isParagraph = item is { Label: Labels.Text, ContentLayer: ContentLayers.Body, Children.Count: 0 };
            var linked = LetterBalance.Of(item.Text.AsSpan(longest.Start, longest.Length));
            var isWhole = linked >= Whole * LetterBalance.Of(item.Text);
            if (isWhole || !isParagraph)
            {
                item.Hyperlink = longest.Uri;
            }
            else
            {
                Split(item, Runs(item.Text, links));
            }
        }
    }

    private static List<(int Start, int End, string? Uri)> Runs(string text, List<BlockLink> links)
    {
        var runs = new List<(int, int, string?)>();
        var at = 0;
        foreach (var link in links)
        {
            AddRun(at, link.Start, null);
            AddRun(link.Start, link.Start + link.Length, link.Uri);
            at = link.Start + link.Length;
        }

        AddRun(at, text.Length, null);
        return runs;

        void AddRun(int start, int end, string? uri)
        {
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            while (end > start && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            if (end > start)
            {
                runs.Add((start, end, uri));
            }
        }
    }

    /// <summary>The item becomes the first run, so that who refers to it still finds it; the others come after all
    /// texts.</summary>
    private void Split(TextItem item, List<(int Start, int End, string? Uri)> runs)
    {
        var (text, places) = (item.Text, item.Prov);
        var group = new GroupItem
        {
            SelfRef = $"#/groups/{document.Groups.Count}", Parent = item.Parent, Name = "group", Label = Labels.Inline,
        };
        document.Groups.Add(group);
        var siblings = _tree.Resolve(item.Parent!)!.Children;
        siblings[siblings.FindIndex(child => child.Ref == item.SelfRef)] = new RefItem(group.SelfRef);
        foreach (var (index, (start, end, uri)) in runs.Index())
        {
            var run = index == 0 ? item : new TextItem
            {
                SelfRef = $"#/texts/{document.Texts.Count}", Label = item.Label, Orig = "", Text = "",
            };
            if (index > 0)
            {
                document.Texts.Add(run);
            }

            (run.Text, run.Hyperlink, run.Parent) = (text[start..end], uri, new RefItem(group.SelfRef));
            run.Orig = run.Text;
            run.Prov = PlacesOf(places, start, end);
            group.Children.Add(new RefItem(run.SelfRef));
        }
    }

    private static List<ProvenanceItem> PlacesOf(List<ProvenanceItem> places, int start, int end)
    {
        var own = places.Where(place => place.Charspan[0] < end && place.Charspan[1] > start).Select(place => place with
        {
            Charspan = [Math.Max(place.Charspan[0], start) - start, Math.Min(place.Charspan[1], end) - start],
        }).ToList();
        return own.Count > 0 ? own : [places[0] with { Charspan = [0, end - start] }];
    }
}
