using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Text;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>What the page's own text layer tells already is not said again, where a caller had a page recognised all the
/// same.</summary>
internal static class ToldWords
{
    private const double SamePlace = 0.5;

    public static PageText LeaveOut(PageText text, PdfDocument pdf)
    {
        var told = TextLayerReader.Read(pdf, text.PageNo, RuleSearch.None);
        var quarters = told.QuartersTo(text);
        var boxes = told.Words.Select(word => word.Box.Turn(quarters, told.WidthPt, told.HeightPt)).ToList();
        return boxes.Count == 0 ? text : text with
        {
            Words = [.. text.Words.Where(word => !boxes.Exists(box => IsThere(box, word.Box)))],
        };
    }

    private static bool IsThere(Box told, Box word) =>
        told.CommonArea(word) > SamePlace * Math.Min(told.Area, word.Area);
}
