using System.Numerics;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Native.Pdfium;
using DaprProcessing.DocumentEngine.Text;

namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>
/// Finds the tag of each word of a page, and the places of described figures, as the page's objects are gone through. The
/// characters of a page do not tell their object; its matrix is as good as a name, as for <see cref="LineHeights"/>.
/// </summary>
internal sealed class PageTagging(PdfPage page)
{
    private readonly ContentMarks _marks = new();
    private readonly StructuredContent _structure = StructureReader.Read(page) ?? new();
    private readonly Dictionary<PdfiumMatrix, int> _places = [];
    private readonly Dictionary<(int Tag, int ActualText), int> _known = [];
    private readonly List<(int Tag, int ActualText)> _slots = [];
    private readonly Dictionary<int, Box> _figures = [];
    private int _artifact;

    /// <param name="around">What the marks of the form that holds the object say; an object of a form has identifiers that are
    /// the form's own.</param>
    public int MarkOf(nint item, int? around)
    {
        var own = _marks.Of(item);
        return around is { } outer && own != ContentMarks.Artifact ? outer : own;
    }

    public void AddText(PdfiumMatrix place, int mark)
    {
        if (SlotOf(mark) is > 0 and var slot)
        {
            _places[place] = slot;
        }
    }

    /// <param name="toDisplay">From the space the object stands in.</param>
    /// <param name="visible">What clips leave of it.</param>
    public void AddDrawn(nint item, int mark, in Matrix3x2 toDisplay, Box visible)
    {
        var figure = mark < 0 ? 0 : _structure.Of(mark).Figure;
        if (figure == 0 || PdfiumObject.Bounds(item, out var left, out var bottom, out var right, out var top) == 0)
        {
            return;
        }

        var box = ClipBox.Intersect(ClipBox.Transform(left, bottom, right, top, toDisplay), visible);
        if (box.Width > 0 && box.Height > 0)
        {
            _figures[figure] = _figures.TryGetValue(figure, out var known) ? known.Union(box) : box;
        }
    }

    /// <returns>What words of this text object bear until <see cref="Tell"/>; 0 for nothing.</returns>
    public int SlotAt(PdfiumMatrix place) => _places.Count == 0 ? 0 : _places.GetValueOrDefault(place);

    /// <summary>The words with their tags, and what is said of their page.</summary>
    public (IReadOnlyList<PageWord> Words, IReadOnlyList<PageTag>? Tags) Tell(IReadOnlyList<PageWord> words)
    {
        if (_places.Count == 0)
        {
            return (words, null);
        }

        words = ActualTexts.Mend(words, slot => slot > 0 && _slots[slot - 1].ActualText is > 0 and var text
            ? _structure.ActualTexts[text - 1] : null);
        return ([.. words.Select(word => word.Tag > 0 ? word with { Tag = _slots[word.Tag - 1].Tag } : word)],
            _structure.Tags);
    }

    public IReadOnlyList<DescribedFigure>? Figures => _figures.Count == 0 ? null
        : [.. _figures.OrderBy(figure => figure.Key).Select(figure => new DescribedFigure(
            Points.Box(figure.Value.L, figure.Value.T, figure.Value.R, figure.Value.B), _structure.Figures[figure.Key - 1]))];

    private int SlotOf(int mark)
    {
        if (mark == ContentMarks.None)
        {
            return 0;
        }

        var (tag, actualText) = mark == ContentMarks.Artifact
            ? (_artifact != 0 ? _artifact : _artifact = _structure.AddTag(new PageTag(TagRole.Artifact)), 0)
            : (_structure.Of(mark).Tag, _structure.Of(mark).ActualText);
        if (tag == 0)
        {
            return 0;
        }

        if (!_known.TryGetValue((tag, actualText), out var slot))
        {
            _slots.Add((tag, actualText));
            _known[(tag, actualText)] = slot = _slots.Count;
        }

        return slot;
    }
}
