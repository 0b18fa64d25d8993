using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.OpenDocument;

/// <summary>The blocks of a text in order.</summary>
internal sealed class OdtBlocks(Flow flow, Package package, OdtStyles styles)
{
    private readonly List<XElement> _notes = [];
    private readonly List<string> _code = [];

    public void Write(XElement body)
    {
        WriteBlocks(body);
        FlushCode();
        foreach (var paragraph in _notes.SelectMany(note => note.Child("note-body").Inside("p")))
        {
            var runs = new OdtRuns(styles);
            runs.Add(paragraph);
            if (runs.Take() is { Count: > 0 } taken)
            {
                flow.Text(Labels.Footnote, taken);
            }
        }
    }

    private void WriteBlocks(XElement container)
    {
        foreach (var block in container.Elements())
        {
            WriteBlock(block);
        }
    }

    private void WriteBlock(XElement block)
    {
        switch (block.Name())
        {
            case "h":
                FlushCode();
                WriteParagraph(block, runs => flow.Heading(block.Number("outline-level") ?? 1, runs), isPlain: true);
                break;
            case "p":
                WritePlain(block);
                break;
            case "list":
                FlushCode();
                WriteList(block, 0, block.Value("style-name"));
                break;
            case "table":
                FlushCode();
                flow.Table(OdtTable.Data(styles, block));
                WriteFrames(block.Inside("frame"));
                break;
            case "section" or "index-body" or "table-of-content" or "list-header" or "text-box":
                WriteBlocks(block);
                break;
            case "frame":
                WriteFrames([block]);
                break;
            default:
                break;
        }
    }

    private void WritePlain(XElement paragraph)
    {
        var style = styles.Of(paragraph.Value("style-name"));
        if (style.IsTitle)
        {
            WriteParagraph(paragraph, runs => flow.Heading(0, runs), isPlain: true);
        }
        else if (style.IsCode)
        {
            var runs = new OdtRuns(styles);
            runs.Add(paragraph, isPlain: true);
            _code.Add(runs.TakeText());
        }
        else
        {
            FlushCode();
            WriteParagraph(paragraph, runs => flow.Text(Labels.Text, runs));
        }
    }

    private void WriteParagraph(XElement paragraph, Action<IReadOnlyList<Run>> write, bool isPlain = false)
    {
        var runs = new OdtRuns(styles);
        runs.Add(paragraph, isPlain);
        if (runs.Take() is { Count: > 0 } taken)
        {
            write(taken);
        }

        _notes.AddRange(runs.Notes);
        WriteFrames(runs.Frames);
    }

    private void WriteList(XElement list, int level, string? style)
    {
        var look = styles.ListLevel(style, level);
        var isOrdered = look?.Is("list-level-style-number") == true;
        var number = (look.Number("start-value") ?? 1) - 1;
        flow.Group(Labels.List, isOrdered ? "ordered list" : "list", () =>
        {
            foreach (var item in list.Elements().Where(item => item.Name() is "list-item" or "list-header"))
            {
                number = item.Number("start-value") ?? number + 1;
                var marker = isOrdered
                    ? Markers.Number(number, look.Value("num-format"))
                        + (look.Value("num-suffix") is { Length: > 0 } sign ? sign : ".") : "-";
                WriteItem(item, level, item.Child("list").Value("style-name") ?? style, isOrdered, marker);
            }
        });
    }

    // Its first paragraph is the item; what follows is inside.
    private void WriteItem(XElement item, int level, string? style, bool isOrdered, string marker)
    {
        TextItem? written = null;
        foreach (var block in item.Elements())
        {
            if (written is null && block.Name() is "p" or "h")
            {
                WriteParagraph(block, runs => written = flow.ListItem(runs, isOrdered, marker));
                if (written is not null)
                {
                    flow.Open(written);
                }
            }
            else if (block.Is("list"))
            {
                WriteList(block, level + 1, block.Value("style-name") ?? style);
            }
            else
            {
                WriteBlock(block);
            }
        }

        if (written is not null)
        {
            flow.Close();
        }
    }

    private void WriteFrames(IEnumerable<XElement> frames)
    {
        foreach (var frame in frames)
        {
            var description = frame.Child("desc")?.Value ?? frame.Child("title")?.Value;
            // Several forms of one picture: the first that can be shown.
            var image = frame.Children("image").Select(image => image.Value("href")).OfType<string>().FirstOrDefault();
            if (image is not null)
            {
                var isInside = !image.Contains("://", StringComparison.Ordinal);
                flow.Picture(isInside ? package.Read(PartNames.Resolve("", image)) : null, description);
            }

            foreach (var box in frame.Children("text-box"))
            {
                WriteBlocks(box);
            }

            foreach (var paragraph in frame.Children("p"))
            {
                WritePlain(paragraph);
            }
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
}
