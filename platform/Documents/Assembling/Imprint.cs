using System.Text.RegularExpressions;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>What a publisher prints at the rim of a page: an address, a DOI, volume and issue, a copyright line, "page 3 of
/// 7".</summary>
/// <remarks>It tells furniture by its words alone, so it works on a single page, where nothing repeats.</remarks>
internal static partial class Imprint
{
    private const int MaxChars = 120;

    public static bool IsMatch(PlacedBlock placed)
    {
        var text = placed.Full;
        return placed.Block is { Kind: BlockKind.Paragraph, Lines: 1 } && text.Length <= MaxChars
            && !StartsLikeANote().IsMatch(text)
            && (Patterns().IsMatch(text) || (placed.Block.Edge == PageEdge.Top && Authors().IsMatch(text)));
    }

    // "1 See https://…" is a note.
    [GeneratedRegex(@"^(?:\d{1,3}\s+\p{L}|[*†‡§¹²³(\[])", RegexOptions.CultureInvariant)]
    private static partial Regex StartsLikeANote();

    // A running head names its authors shortly; what stands under a title names them all.
    [GeneratedRegex(@"\bet\s+al\b", RegexOptions.CultureInvariant)]
    private static partial Regex Authors();

    [GeneratedRegex(
        @"https?://|\bwww\.\w|\bdoi:?\s*10\.|\bISSN\b|©|\bvol(?:ume|\.)?\s*\d+\s*[,|(:;·]|\bpage\s+\d+\s+of\s+\d+"
        + @"|^download(?:ed)?\s+(?:date|from|on|by)\b"
        + @"|\b(?:19|20)\d\d\b.*\b\d{1,5}\s*[-–]\s*\d{1,5}$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Patterns();
}
