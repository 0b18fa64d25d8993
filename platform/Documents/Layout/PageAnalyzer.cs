using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Documents.Layout;

/// <summary>Finds out what stands on a page, in reading order. Pure: the same words always give the same layout.</summary>
public static class PageAnalyzer
{
    public static PageLayout Analyze(PageText page)
    {
        var sheet = new PageSheet(page);
        return sheet.ToLayout(sheet.Blocks());
    }
}
