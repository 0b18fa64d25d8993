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
                found = found with { Words = PageLines.Without(found.Words, seen) };
            }
            else
            {
                layer = layer with { Words = PageLines.Without(layer.Words, unseen) };
            }
        }

        return (layer, found);
    }
}
