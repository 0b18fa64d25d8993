using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Sheets;

/// <summary>
/// A workbook (.xlsx): a sheet is a page whose unit is the cell. Values are shown as they were last computed: nothing is
/// computed here. Hidden sheets are kept apart as invisible.
/// </summary>
internal sealed class SheetReader : IUnits
{
    public const string Kind = "Excel workbook";

    private readonly Package _package;
    private readonly List<(string Name, string Part, bool IsHidden)> _sheets = [];
    private readonly Lazy<SheetFormats> _formats;
    private readonly Lazy<IReadOnlyList<string>> _strings;

    public SheetReader(string path)
    {
        _package = new Package(path, Kind);
        var main = new Relations(_package, "").OfType("officeDocument") ?? throw _package.Invalid();
        var root = _package.NeedXml(main);
        var relations = new Relations(_package, main);
        foreach (var sheet in root.Child("sheets").Children("sheet"))
        {
            if (relations.Part(sheet.Value("id")) is { } part && _package.Has(part))
            {
                _sheets.Add((sheet.Value("name") ?? "", part, sheet.Value("state") is "hidden" or "veryHidden"));
            }
        }

        var since1904 = root.Child("workbookPr").Value("date1904") is "1" or "true";
        _formats = new(() => new SheetFormats(_package.Xml(relations.OfType("styles")), since1904));
        _strings = new(() => SharedStrings(relations));
    }

    public int Count => _sheets.Count;

    public void Write(int unit, Flow flow)
    {
        var (name, part, isHidden) = _sheets[unit - 1];
        if (unit == 1)
        {
            OfficeProperties.Write(_package, flow);
        }

        var relations = new Relations(_package, part);
        var cells = new SheetCells(_package.Need(part), _strings.Value, _formats.Value);
        flow.Layer = isHidden ? ContentLayers.Invisible : ContentLayers.Body;
        flow.Document.Pages[unit] = new PageItem(new PageItemSize(Math.Max(1, cells.Columns), Math.Max(1, cells.Rows)), unit);
        flow.Group("sheet", name, () =>
        {
            // Of several, a reader wants to know which.
            if (_sheets.Count(sheet => !sheet.IsHidden) > 1)
            {
                flow.Place = Place(unit, cells, new CellArea(1, 1, 1, 1));
                flow.Heading(1, [new Run(Blanks.Line(name) is { Length: > 0 } said ? said : $"{unit}")]);
            }

            foreach (var area in CellAreas.Of(cells))
            {
                flow.Place = Place(unit, cells, area);
                WriteArea(flow, cells, area);
            }

            flow.Place = Place(unit, cells, new CellArea(1, 1, Math.Max(1, cells.Rows), Math.Max(1, cells.Columns)));
            WriteDrawings(flow, relations);
        });
        flow.Place = null;
        flow.Layer = ContentLayers.Body;
    }

    public void Dispose() => _package.Dispose();

    // A cell by itself is a title or a remark, not a table.
    private static void WriteArea(Flow flow, SheetCells cells, CellArea area)
    {
        if (cells.IsSingle(area))
        {
            flow.Text(Labels.Text, Runs.Of(cells[area.Top, area.Left]));
            return;
        }

        var table = new TableBuilder();
        for (var row = area.Top; row <= area.Bottom; row++)
        {
            table.NextRow();
            for (var column = area.Left; column <= area.Right; column++)
            {
                if (cells.IsCovered(row, column))
                {
                    continue;
                }

                var (rows, columns) = cells.SpanOf(row, column);
                table.Cell(
                    Blanks.Line(cells[row, column]), Math.Min(rows, area.Bottom - row + 1),
                    Math.Min(columns, area.Right - column + 1),
                    columnHeader: row == area.Top);
            }
        }

        flow.Table(table.Build());
    }

    private void WriteDrawings(Flow flow, Relations relations)
    {
        foreach (var part in relations.AllOfType("drawing"))
        {
            var own = new Relations(_package, part);
            foreach (var anchor in _package.Xml(part)?.Elements() ?? [])
            {
                OfficePictures.Write(flow, _package, own, anchor);
            }
        }
    }

    private static ProvenanceItem Place(int unit, SheetCells cells, CellArea area) => new(
        unit,
        new BoundingBox(
            area.Left - 1, area.Top - 1, Math.Min(area.Right, Math.Max(1, cells.Columns)),
            Math.Min(area.Bottom, Math.Max(1, cells.Rows))),
        [0, 0]);

    // Phonetic readings (rPh) stand beside the text, and say it again.
    private IReadOnlyList<string> SharedStrings(Relations relations) =>
        [.. _package.Xml(relations.OfType("sharedStrings")).Children("si").Select(SheetCells.TextOf)];
}
