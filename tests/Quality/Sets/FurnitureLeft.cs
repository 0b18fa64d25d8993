using System.Text.RegularExpressions;
using DaprProcessing.Documents.Docling;

namespace DaprProcessing.Quality.Sets;

/// <summary>Counts page numbers and running lines that stand in the body of a document, by what pages have in common.</summary>
internal static partial class FurnitureLeft
{
    /// <summary>The outer part of a page, above and below.</summary>
    private const double Rim = 0.12;
    private const int FewestNumbers = 2, FewestLines = 3, MaxChars = 200;

    public static (int Numbers, int Lines) In(DoclingDocument document)
    {
        var rim = document.Texts.Where(text => text.Prov.Count == 1 && text.Text.Length is > 0 and < MaxChars
            && text.ContentLayer == ContentLayers.Body && IsAtRim(text.Prov[0], document)).ToList();
        // As far apart as the pages they stand on.
        var numbers = rim.Where(text => Number().IsMatch(text.Text))
            .GroupBy(text => int.Parse(Digits().Match(text.Text).Value) - text.Prov[0].PageNo)
            .Where(run => run.Select(text => text.Prov[0].PageNo).Distinct().Count() >= FewestNumbers).Sum(run => run.Count());
        var lines = rim.Where(text => text.Text.Any(char.IsLetter))
            .GroupBy(text => Digits().Replace(text.Text.ToLowerInvariant(), "#"))
            .Where(same => same.Select(text => text.Prov[0].PageNo).Distinct().Count() is var pages
                && pages >= FewestLines && pages * 3 >= document.Pages.Count).Sum(same => same.Count());
        return (numbers, lines);
    }

    private static bool IsAtRim(ProvenanceItem place, DoclingDocument document)
    {
        var height = document.Pages[place.PageNo].Size.Height;
        return place.Bbox.B > (1 - Rim) * height || place.Bbox.T < Rim * height;
    }

    [GeneratedRegex(@"^\D{0,8}\d{1,4}\D{0,3}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
