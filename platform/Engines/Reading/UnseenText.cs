using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Reading;

/// <summary>
/// Text that lies unseen under a picture which was recognised as well. Where both say the same it is the picture's own text, and
/// the layer has it already; where they do not, what is seen counts. In no case both.
/// </summary>
internal static class UnseenText
{
    /// <summary>As of layers as a whole: right ones agree to nine tenths and more.</summary>
    private const double GoodAgreement = 0.55;

    /// <param name="found">What was recognised in the layer's unread places.</param>
    public static (PageText Layer, PageText Found) Settle(PageText layer, PageText found)
    {
        foreach (var place in layer.Unread ?? [])
        {
            var unseen = layer.Words.Where(word => word.Hidden && place.HoldsCenterOf(word.Box)).ToList();
            var seen = found.Words.Where(word => place.HoldsCenterOf(word.Box)).ToList();
            if (unseen.Count == 0 || seen.Count == 0)
            {
                continue;
            }

            if (Agreement.Of(layer with { Words = unseen }, found with { Words = seen }) >= GoodAgreement)
            {
                found = found with { Words = Without(found.Words, seen) };
            }
            else
            {
                layer = layer with { Words = Without(layer.Words, unseen) };
            }
        }

        return (layer, found);
    }

    /// <summary>A line of which the last word goes ends where it ended.</summary>
    private static List<PageWord> Without(IReadOnlyList<PageWord> words, List<PageWord> others)
    {
        var left = new List<PageWord>(words.Count);
        var gone = others.ToHashSet<PageWord>(ReferenceEqualityComparer.Instance);
        foreach (var word in words)
        {
            if (!gone.Contains(word))
            {
                left.Add(word);
            }
            else if (word.EndsLine && left.Count > 0)
            {
                left[^1] = left[^1] with { EndsLine = true };
            }
        }

        return left;
    }
}
