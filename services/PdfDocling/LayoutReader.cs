using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Documents.Layout;
using DaprProcessing.Documents.Layout.Guided;
using DaprProcessing.Engines;
using DaprProcessing.Engines.Vision;

namespace DaprProcessing.PdfDocling;

/// <summary>
/// Finds the structure of a page by rules, and where they are unsure of it, or the caller wants it, has models look at the page's
/// picture. The picture is drawn only then.
/// </summary>
internal sealed class LayoutReader(EngineChoice<IPdfRenderer> renderers, VisionEnginePool engines, ModelFolder models)
{
    /// <summary>Two pixels a point: small tables are still legible, and the detector wants less.</summary>
    private const double Dpi = 144;

    private const double MinDpi = 36;
    private const double MaxSidePixels = 4000;
    private const int Quarter = 90;

    /// <param name="mode">One of <see cref="PdfDoclingOptions.Layout"/>.</param>
    /// <param name="open">Brings the document, where its picture is needed.</param>
    /// <param name="newPicture">Where it may be drawn; gone afterwards.</param>
    /// <exception cref="FailureException">The caller wants models, and they are not there or cannot do the page.</exception>
    public async Task<(PageLayout Layout, LayoutOrigin Origin)> ReadAsync(
        PageText page, string mode, Func<CancellationToken, Task<DocumentSource>> open, Func<string> newPicture,
        CancellationToken cancellationToken)
    {
        var found = mode switch
        {
            PdfDoclingOptions.Rules => null,
            PdfDoclingOptions.Neural => models.NeedLayout(),
            _ => models.Layout,
        };
        if (found is null)
        {
            return ByRules(PageAnalyzer.Analyze(page), null);
        }

        var study = new PageStudy(page);
        if (mode == PdfDoclingOptions.Auto && study.Doubt is null)
        {
            return ByRules(study.ByRules, null);
        }

        var picture = newPicture();
        try
        {
            await DrawAsync(await open(cancellationToken), page, picture, cancellationToken);
            var layout = await LookAsync(study, page.RotationDeg / Quarter, found, picture, cancellationToken);
            var reason = mode == PdfDoclingOptions.Neural ? "requested" : study.Doubt;
            return (layout, LayoutOrigin.Of(layout, LayoutOrigin.Neural, reason));
        }
        catch (FailureException failed) when (mode == PdfDoclingOptions.Auto)
        {
            // Nobody asked for models: what rules made of the page is worth more than no page.
            return ByRules(study.ByRules, failed.Failure.Code);
        }
        finally
        {
            File.Delete(picture);
        }
    }

    private static (PageLayout, LayoutOrigin) ByRules(PageLayout layout, string? reason) =>
        (layout, LayoutOrigin.Of(layout, LayoutOrigin.Rules, reason));

    private async Task<PageLayout> LookAsync(
        PageStudy study, int quarters, LayoutModels found, string picture, CancellationToken cancellationToken)
    {
        var (width, height) = (study.ByRules.WidthPt, study.ByRules.HeightPt);
        var regions = (await engines.DetectRegionsAsync(found.Regions, picture, quarters, cancellationToken))
            .Select(region => region with { Box = Scale(region.Box, width, height) }).ToList();
        var tables = study.TablesToRead(regions);
        var structures = tables.Count == 0 ? [] : await engines.ReadTablesAsync(
            found.Tables, picture, quarters, [.. tables.Select(box => Scale(box, 1 / width, 1 / height))], cancellationToken);
        return study.Guided(regions, [.. tables.Zip(structures, InPoints)]);
    }

    private async Task DrawAsync(DocumentSource source, PageText page, string picture, CancellationToken cancellationToken)
    {
        var longerSide = Math.Max(1, Math.Max(page.WidthPt, page.HeightPt));
        var dpi = Math.Max(MinDpi, Math.Min(Dpi, MaxSidePixels * PageUnit.PointsPerInch / longerSide));
        await renderers.Named("pdfium")
            .RenderAsync(source, page.PageNo, new RenderSettings(dpi, Grayscale: true), picture, cancellationToken);
    }

    private static TableStructure? InPoints(Box table, TableStructure structure) => structure.Map(cell =>
        new Box(
            table.L + (cell.L * table.Width), table.T + (cell.T * table.Height),
            table.L + (cell.R * table.Width), table.T + (cell.B * table.Height)));

    private static Box Scale(Box box, double across, double down) =>
        new(box.L * across, box.T * down, box.R * across, box.B * down);
}
