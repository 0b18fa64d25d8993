using System.Xml.Linq;
using DaprProcessing.Documents.Docling;
using DaprProcessing.MarkupEngine.Building;
using DaprProcessing.MarkupEngine.Hosting;
using DaprProcessing.MarkupEngine.Packages;

namespace DaprProcessing.MarkupEngine.Word;

/// <summary>
/// A Word document (.docx) as its author would print it: changes accepted, comments as notes, headers and footers as furniture,
/// macros and what lies outside the file ignored.
/// </summary>
internal sealed class WordReader : IUnits
{
    public const string Kind = "Word document";

    private readonly Package _package;
    private readonly string _main;

    public WordReader(string path)
    {
        _package = new Package(path, Kind);
        var main = new Relations(_package, "").OfType("officeDocument");
        _main = main is not null && _package.Has(main) ? main : throw _package.Invalid();
    }

    public int Count => 1;

    public void Write(int unit, Flow flow)
    {
        var root = _package.NeedXml(_main);
        var relations = new Relations(_package, _main);
        OfficeProperties.Write(_package, flow);

        var parts = new WordParts(
            _package, relations, new WordStyles(_package.Xml(relations.OfType("styles"))),
            new WordNumbering(_package.Xml(relations.OfType("numbering"))));
        var blocks = new WordBlocks(flow, parts);
        blocks.Write(root.Child("body") ?? throw _package.Invalid());
        WriteNotes(flow, relations, parts, "footnotes", "footnote", blocks.Footnotes);
        WriteNotes(flow, relations, parts, "endnotes", "endnote", blocks.Endnotes);
        WriteComments(flow, relations, parts);
        WriteFurniture(flow, relations, parts, "header", Labels.PageHeader);
        WriteFurniture(flow, relations, parts, "footer", Labels.PageFooter);
    }

    public void Dispose() => _package.Dispose();

    // In the order in which the text refers to them.
    private void WriteNotes(
        Flow flow, Relations relations, WordParts parts, string type, string element, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0 || relations.OfType(type) is not { } part || _package.Xml(part) is not { } root)
        {
            return;
        }

        var own = parts with { Relations = new Relations(_package, part) };
        var notes = root.Children(element).DistinctBy(note => note.Value("id")).ToDictionary(note => note.Value("id") ?? "");
        foreach (var note in wanted.Distinct().Where(notes.ContainsKey))
        {
            WordText.Write(flow, own, notes[note], Labels.Footnote);
        }
    }

    private void WriteComments(Flow flow, Relations relations, WordParts parts)
    {
        flow.Layer = ContentLayers.Notes;
        if (relations.OfType("comments") is { } part && _package.Xml(part) is { } comments)
        {
            var own = parts with { Relations = new Relations(_package, part) };
            flow.Group("comment_section", "comments", () =>
            {
                foreach (var comment in comments.Children("comment"))
                {
                    WordText.Write(flow, own, comment, Labels.Text);
                }
            });
        }

        flow.Layer = ContentLayers.Body;
    }

    // One says what the other says, most of the time: of the first page, of even pages.
    private void WriteFurniture(Flow flow, Relations relations, WordParts parts, string type, string label)
    {
        flow.Layer = ContentLayers.Furniture;
        var said = new HashSet<string>();
        foreach (var part in relations.AllOfType(type))
        {
            if (_package.Xml(part) is { } root
                && said.Add(Blanks.Line(string.Concat(root.Inside("t").Select(text => text.Value)))))
            {
                WordText.Write(flow, parts with { Relations = new Relations(_package, part) }, root, label);
            }
        }

        flow.Layer = ContentLayers.Body;
    }
}

/// <summary>What paragraphs refer to.</summary>
internal sealed record WordParts(Package Package, Relations Relations, WordStyles Styles, WordNumbering Numbering);
