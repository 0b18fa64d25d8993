using System.Text.RegularExpressions;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Gives each picture of a page what the file says is to be seen on it.</summary>
internal static partial class FigureDescriptions
{
    /// <summary>Of the smaller of both, that they have in common.</summary>
    private const double SamePlace = 0.5;

    private const int MostOfOnePicture = 8;

    public static IReadOnlyList<LayoutBlock> Add(PageText page, IReadOnlyList<LayoutBlock> blocks)
    {
        if (page.Figures is not { Count: > 0 } figures)
        {
            return blocks;
        }

        var described = blocks.ToArray();
        foreach (var same in figures.Where(figure => Says(figure.Text)).GroupBy(figure => Shown(figure.Box, blocks)))
        {
            if (same.Key is { } picture)
            {
                described[picture] = blocks[picture] with
                {
                    Description = string.Join(' ', same.Select(figure => Blanks().Replace(figure.Text, " ").Trim()).Distinct()
                        .Take(MostOfOnePicture)),
                };
            }
        }

        return described;
    }

    private static int? Shown(Box figure, IReadOnlyList<LayoutBlock> blocks)
    {
        var nearest = Enumerable.Range(0, blocks.Count).Where(at => blocks[at].Kind == BlockKind.Picture)
            .Select(at => (At: at, Common: figure.CommonArea(blocks[at].Box), Other: blocks[at].Box.Area))
            .OrderByDescending(picture => picture.Common).FirstOrDefault();
        return nearest.Common > 0 && nearest.Common >= SamePlace * Math.Min(figure.Area, nearest.Other) ? nearest.At : null;
    }

    /// <summary>A file's name, or that it is a figure, is what programs put there.</summary>
    private static bool Says(string text) => text.Any(char.IsLetter) && !FileName().IsMatch(text) && !NoMore().IsMatch(text);

    [GeneratedRegex(@"^\s*(?:\S*[\\/])?[^\\/\n]{1,200}\.(?:png|jpe?g|gif|bmp|tiff?|svg|eps|emf|wmf|webp|pdf|ai|psd)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FileName();

    [GeneratedRegex(
        @"^\s*(?:figure|fig\.?|image|picture|graphic|photo|logo|diagram|chart|shape|object|bild|abbildung|grafik|imagen|imagem)"
        + @"[\s#_-]*[\d.]*\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NoMore();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
