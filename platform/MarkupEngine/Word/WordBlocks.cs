using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Word;

/// <summary>The blocks of a body in order: paragraphs to headings, lists, code; tables; pictures.</summary>
internal sealed class WordBlocks(Flow flow, WordParts parts)
{
    private readonly LeveledLists _lists = new(flow);
    private readonly List<string> _code = [];
    private IReadOnlyList<Run>? _caption;

    /// <summary>Of a paragraph whose end was deleted: it goes on in the next.</summary>
    private WordRuns? _carried;

    /// <summary>The notes that the text refers to, in order.</summary>
    public List<string> Footnotes { get; } = [];

    public List<string> Endnotes { get; } = [];

    public void Write(XElement body)
    {
        WriteBlocks(body);
        Close();
        FlushCaption();
    }

    private void WriteBlocks(XElement container)
    {
        foreach (var block in container.Elements())
        {
            switch (block.Name())
            {
                case "p":
                    WriteParagraph(block);
                    break;
                case "tbl":
                    WriteTable(block);
                    break;
                case "sdt" or "sdtContent" or "ins" or "moveTo" or "customXml" or "smartTag" or "AlternateContent" or "Choice":
                    WriteBlocks(block);
                    break;
                default:
                    break;
            }
        }
    }

    private void WriteParagraph(XElement paragraph)
    {
        var runs = _carried ?? new WordRuns(parts);
        runs.Add(paragraph);
        if (paragraph.Child("pPr", "rPr", "del") is not null)
        {
            _carried = runs;
            return;
        }

        _carried = null;
        var properties = paragraph.Child("pPr");
        var style = parts.Styles.Of(properties.Child("pStyle").Value("val"));
        if (style is { IsCode: true, HeadingLevel: null })
        {
            _lists.Close();
            _code.Add(runs.TakeText());
        }
        else
        {
            WriteText(properties, style, runs.Take(), runs.Checked);
        }

        Footnotes.AddRange(runs.Footnotes);
        Endnotes.AddRange(runs.Endnotes);
        if (runs.Drawings.Count > 0 || runs.TextBoxes.Count > 0)
        {
            WriteFloats(runs);
        }
    }

    private void WriteText(XElement? properties, WordStyle style, IReadOnlyList<Run> text, bool? isChecked)
    {
        if (text.Count == 0)
        {
            return;
        }

        FlushCode();
        var outline = properties.Child("outlineLvl").Number("val") is >= 0 and < 9 and var own ? own + 1 : style.HeadingLevel;
        var numbering = properties.Child("numPr");
        var marker = parts.Numbering.Next(
            numbering.Child("numId").Value("val") ?? style.NumId,
            numbering.Child("ilvl").Number("val") ?? style.ListLevel ?? 0);
        if (style.IsTitle || outline is not null)
        {
            Close();
            FlushCaption();
            var runs = marker is { Enumerated: true } ? [new Run($"{marker.Marker.TrimEnd('.')} "), .. text] : text;
            flow.Heading(style.IsTitle ? 0 : outline!.Value, runs);
        }
        else if (style.IsCaption)
        {
            WriteCaption(text);
        }
        else if (isChecked is { } ticked)
        {
            _lists.Close();
            var item = flow.Text(
                ticked ? Labels.CheckBoxSelected : Labels.CheckBoxUnselected, [new Run(Boxless(Runs.TextOf(text)))]);
            item.Orig = Runs.TextOf(text);
        }
        else if (marker is not null)
        {
            _lists.Add(marker, text);
        }
        else if (style.IsList && style.Name.Contains("Bullet", StringComparison.OrdinalIgnoreCase))
        {
            _lists.Add(new ListMark(style.Name, 0, Enumerated: false, "-"), text);
        }
        else
        {
            _lists.Close();
            FlushCaption();
            flow.Text(Labels.Text, text);
        }
    }

    private static string Boxless(string text) => text.TrimStart('☐', '☒', '☑', ' ');

    // Under or over what it belongs to.
    private void WriteCaption(IReadOnlyList<Run> text)
    {
        _lists.Close();
        if (flow.LastFloat is { Captions.Count: 0 } above)
        {
            flow.Caption(above, text);
            return;
        }

        FlushCaption();
        _caption = text;
    }

    private void FlushCaption()
    {
        if (_caption is { } caption)
        {
            _caption = null;
            flow.Text(Labels.Text, caption);
        }
    }

    private void FlushCode()
    {
        if (_code.Count > 0)
        {
            flow.Code(string.Join('\n', _code));
            _code.Clear();
        }
    }

    private void Close()
    {
        FlushCode();
        _lists.Close();
    }

    private void WriteFloats(WordRuns runs)
    {
        FlushCode();
        foreach (var drawing in runs.Drawings)
        {
            // Inside an item of a list where it stands in one.
            _lists.Inside(() => OfficePictures.Write(flow, parts.Package, parts.Relations, drawing, _caption));
            _caption = null;
        }

        foreach (var box in runs.TextBoxes)
        {
            Close();
            WriteBlocks(box);
            Close();
        }
    }

    private void WriteTable(XElement table)
    {
        FlushCode();
        if (WordTable.Single(table) is { } frame)
        {
            // A frame around text, not a table.
            Close();
            WriteBlocks(frame);
            Close();
            return;
        }

        _lists.Close();
        flow.Table(WordTable.Data(parts, table), _caption);
        _caption = null;
        foreach (var drawing in table.Inside("drawing").Where(drawing => !WordRuns.IsFallback(drawing)))
        {
            OfficePictures.Write(flow, parts.Package, parts.Relations, drawing);
        }

        Footnotes.AddRange(table.Inside("footnoteReference").Select(note => note.Value("id")).OfType<string>());
        Endnotes.AddRange(table.Inside("endnoteReference").Select(note => note.Value("id")).OfType<string>());
    }
}
