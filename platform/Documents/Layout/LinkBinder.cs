using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>
/// Finds the words that a link lies on in the text of the block that holds them: by their letters, and by those before them where
/// the same words stand there twice.
/// </summary>
internal static class LinkBinder
{
    private const int ContextLetters = 30;

    public static IReadOnlyList<LayoutBlock> Bind(PageText page, IReadOnlyList<LayoutBlock> blocks)
    {
        if (page.Links is not { Count: > 0 } links)
        {
            return blocks;
        }

        var found = new Dictionary<int, List<BlockLink>>();
        foreach (var link in links)
        {
            var covered = Enumerable.Range(0, page.Words.Count).Where(at => Holds(link.Box, page.Words[at].Box)).ToList();
            // One rectangle may lie on lines of several blocks.
            foreach (var part in covered.GroupBy(at => BlockOf(page.Words[at].Box, blocks)))
            {
                if (part.Key is { } index && Find(page, [.. part], blocks[index], found.GetValueOrDefault(index)) is { } place)
                {
                    (found.TryGetValue(index, out var known) ? known : found[index] = [])
                        .Add(new BlockLink(place.Start, place.Length, link.Uri));
                }
            }
        }

        return [.. blocks.Select((block, index) => found.TryGetValue(index, out var own)
            ? block with { Links = Joined(own, block.Text) } : block)];
    }

    private static bool Holds(Box box, Box word) =>
        word.CenterX >= box.L && word.CenterX <= box.R && word.CenterY >= box.T && word.CenterY <= box.B;

    private static int? BlockOf(Box word, IReadOnlyList<LayoutBlock> blocks)
    {
        var holding = Enumerable.Range(0, blocks.Count)
            .Where(at => blocks[at] is { Kind: not (BlockKind.Table or BlockKind.Picture) } && Holds(blocks[at].Box, word))
            .ToList();
        return holding.Count == 0 ? null : holding.MinBy(at => blocks[at].Box.Area);
    }

    private static (int Start, int Length)? Find(
        PageText page, IReadOnlyList<int> covered, LayoutBlock block, List<BlockLink>? taken)
    {
        var text = LetterText.Of(block.Text);
        var anchor = LetterText.Of(string.Concat(covered.Select(at => page.Words[at].Text))).Letters;
        if (anchor.Length == 0)
        {
            return null;
        }

        var before = LetterText.Of(string.Concat(Enumerable.Range(0, covered[0])
            .Where(at => Holds(block.Box, page.Words[at].Box)).Select(at => page.Words[at].Text))).Letters;
        var context = before[Math.Max(0, before.Length - ContextLetters)..];
        var at = text.Letters.IndexOf(context + anchor, StringComparison.Ordinal);
        at = at >= 0 ? at + context.Length : FirstFree(text, anchor, taken);
        return at < 0 ? null : text.Words(at, anchor.Length);
    }

    /// <summary>The first place that no link has yet.</summary>
    private static int FirstFree(LetterText text, string anchor, List<BlockLink>? taken)
    {
        for (var at = text.Letters.IndexOf(anchor, StringComparison.Ordinal); at >= 0;
            at = text.Letters.IndexOf(anchor, at + 1, StringComparison.Ordinal))
        {
            var (start, length) = text.Words(at, anchor.Length);
            if (taken?.Exists(link => link.Start < start + length && start < link.Start + link.Length) != true)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>In order, the lines of one link put together; of two on the same words the first counts.</summary>
    private static List<BlockLink> Joined(List<BlockLink> links, string text)
    {
        var joined = new List<BlockLink>();
        foreach (var link in links.OrderBy(link => link.Start))
        {
            var last = joined.Count > 0 ? joined[^1] : null;
            var end = last is null ? 0 : last.Start + last.Length;
            if (last is not null && last.Uri == link.Uri && link.Start <= text.Length
                && (link.Start <= end || string.IsNullOrWhiteSpace(text[end..link.Start])))
            {
                joined[^1] = last with { Length = Math.Max(end, link.Start + link.Length) - last.Start };
            }
            else if (link.Start >= end)
            {
                joined.Add(link);
            }
        }

        return joined;
    }
}
