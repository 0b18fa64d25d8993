using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Slides;

/// <summary>The shapes of a slide in the order in which they are drawn: titles, texts, lists, tables, pictures, charts.</summary>
internal sealed class SlideShapes(Flow flow, Package package, Relations relations, SlideLayout layout, SlidePlaces places)
{
    public void Write(XElement? tree)
    {
        foreach (var shape in tree?.Elements() ?? [])
        {
            flow.Place = places.Of(Transform(shape));
            switch (shape.Name())
            {
                case "sp" or "cxnSp":
                    WriteShape(shape);
                    break;
                case "grpSp":
                    Write(shape);
                    break;
                case "pic":
                    OfficePictures.Write(flow, package, relations, shape);
                    break;
                case "graphicFrame" when shape.Child("graphic", "graphicData", "tbl") is { } table:
                    flow.Table(TableOf(table));
                    break;
                case "graphicFrame":
                    OfficePictures.Write(flow, package, relations, shape);
                    break;
                case "AlternateContent":
                    Write(shape.Child("Choice"));
                    break;
                default:
                    break;
            }
        }

        flow.Place = null;
    }

    private XElement? Transform(XElement shape) => shape.Child("spPr", "xfrm") ?? shape.Child("grpSpPr", "xfrm")
        ?? shape.Child("xfrm")
        ?? (Placeholder(shape) is { } placeholder ? layout.PlaceOf(placeholder) : null);

    private static XElement? Placeholder(XElement shape) => shape.Elements()
        .FirstOrDefault(child => child.Name() is "nvSpPr" or "nvPicPr" or "nvGraphicFramePr").Child("nvPr", "ph");

    private void WriteShape(XElement shape)
    {
        var placeholder = Placeholder(shape);
        var body = shape.Child("txBody");
        switch (placeholder.Value("type"))
        {
            case "title" or "ctrTitle":
                WriteHeading(body, level: 0);
                break;
            case "subTitle":
                WriteHeading(body, level: 1);
                break;
            case "ftr" or "dt" or "sldNum" or "hdr":
                WriteFurniture(body);
                break;
            default:
                WriteBody(body, placeholder);
                break;
        }
    }

    private void WriteHeading(XElement? body, int level)
    {
        if (Runs.Of(DrawingText.Of(body, relations)) is { Count: > 0 } runs)
        {
            flow.Heading(level, runs);
        }
    }

    private void WriteFurniture(XElement? body)
    {
        var layer = flow.Layer;
        flow.Layer = ContentLayers.Furniture;
        if (Runs.Of(DrawingText.Of(body, relations)) is { Count: > 0 } runs)
        {
            flow.Text(Labels.PageFooter, runs);
        }

        flow.Layer = layer;
    }

    private void WriteBody(XElement? body, XElement? placeholder)
    {
        var lists = new LeveledLists(flow);
        var numbers = new int[9];
        foreach (var paragraph in body.Children("p"))
        {
            var runs = DrawingText.Runs(paragraph, relations);
            if (runs.Count == 0)
            {
                continue;
            }

            var level = Math.Clamp(paragraph.Child("pPr").Number("lvl") ?? 0, 0, 8);
            var bullet = Bullet(paragraph, body, placeholder, level);
            if (bullet is null)
            {
                lists.Close();
                flow.Text(Labels.Text, runs);
                Array.Clear(numbers);
                continue;
            }

            Array.Clear(numbers, level + 1, 8 - level);
            numbers[level] = numbers[level] == 0 ? bullet.Number("startAt") ?? 1 : numbers[level] + 1;
            var isOrdered = bullet.Is("buAutoNum");
            var marker = isOrdered ? Marker(numbers[level], bullet.Value("type") ?? "") : "-";
            lists.Add(new ListMark(isOrdered ? "ordered" : "bullets", level, isOrdered, marker), runs);
        }

        lists.Close();
    }

    // The paragraph's own, else its text box's, else the layout's; none is none.
    private XElement? Bullet(XElement paragraph, XElement? body, XElement? placeholder, int level)
    {
        XElement?[] nearest = [paragraph.Child("pPr"), body.Child("lstStyle", $"lvl{level + 1}pPr")];
        var bullet = nearest.OfType<XElement>().Concat(layout.LevelStyles(placeholder, level))
            .SelectMany(style => style.Elements().Where(child => child.Name() is "buNone" or "buChar" or "buAutoNum" or "buBlip"))
            .FirstOrDefault();
        return bullet is null || bullet.Is("buNone") ? null : bullet;
    }

    private static string Marker(int number, string type)
    {
        var kind = type.StartsWith("alphaLc", StringComparison.Ordinal) ? "a"
            : type.StartsWith("alphaUc", StringComparison.Ordinal) ? "A"
            : type.StartsWith("romanLc", StringComparison.Ordinal) ? "i"
            : type.StartsWith("romanUc", StringComparison.Ordinal) ? "I" : "1";
        var sign = type.EndsWith("ParenR", StringComparison.Ordinal) || type.EndsWith("ParenBoth", StringComparison.Ordinal)
            ? ")" : ".";
        return Markers.Number(number, kind) + sign;
    }

    private TableData TableOf(XElement table)
    {
        var builder = new TableBuilder();
        var hasHead = table.Child("tblPr").Value("firstRow") is "1" or "true";
        var isFirst = true;
        foreach (var row in table.Children("tr"))
        {
            builder.NextRow();
            foreach (var cell in row.Children("tc").Where(
                cell => cell.Value("hMerge") is not ("1" or "true") && cell.Value("vMerge") is not ("1" or "true")))
            {
                builder.Cell(
                    DrawingText.Of(cell.Child("txBody"), relations), cell.Number("rowSpan") ?? 1, cell.Number("gridSpan") ?? 1,
                    columnHeader: isFirst && hasHead);
            }

            isFirst = false;
        }

        return builder.Build();
    }
}
