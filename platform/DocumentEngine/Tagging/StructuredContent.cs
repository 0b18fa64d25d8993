using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>What the structure tree says of the marked content of a page, by the content's identifier.</summary>
internal sealed class StructuredContent
{
    private readonly Dictionary<int, (Surroundings Around, int Children)> _claims = [];
    private readonly List<PageTag> _tags = [];
    private readonly List<string> _figures = [];
    private readonly List<string> _actualTexts = [];
    private readonly List<TagCell> _cells = [];

    // By the cell they stand in.
    private readonly Dictionary<int, int> _texts = [];

    public IReadOnlyList<PageTag> Tags => _tags;

    /// <summary>The descriptions of its figures.</summary>
    public IReadOnlyList<string> Figures => _figures;

    public IReadOnlyList<string> ActualTexts => _actualTexts;

    /// <returns>Its place, counted from 1, as those of the others.</returns>
    /// <param name="cell">The cell that it stands in; 0 for none.</param>
    public int AddTag(PageTag tag, int cell = 0) => Add(_tags, cell == 0 ? tag : tag with { Cell = _cells[cell - 1] });

    public int AddCell(TagCell cell) => Add(_cells, cell);

    public int AddFigure(string description) => Add(_figures, description);

    public int AddActualText(string text) => Add(_actualTexts, text);

    public TagRole? RoleOf(int tag) => tag == 0 ? null : _tags[tag - 1].Role;

    /// <summary>
    /// An element says that the content is its own. One that goes on over a page's end names content of both pages, and PDFium
    /// does not tell which is whose: of two that claim the same, the one with fewer children has it, and of equals neither.
    /// </summary>
    public void Claim(int identifier, in Surroundings around, int children)
    {
        if (!_claims.TryGetValue(identifier, out var other) || children < other.Children)
        {
            _claims[identifier] = (around, children);
        }
        else if (children == other.Children && other.Around != around)
        {
            _claims[identifier] = (default, children);
        }
    }

    public Surroundings Of(int identifier)
    {
        if (!_claims.TryGetValue(identifier, out var claim))
        {
            return default;
        }

        return claim.Around.Tag != 0 ? claim.Around : claim.Around with { Tag = TextIn(claim.Around.Cell) };
    }

    /// <summary>Plain text is one tag however many elements it is cut into, in a cell or outside of all.</summary>
    private int TextIn(int cell) =>
        _texts.TryGetValue(cell, out var tag) ? tag : _texts[cell] = AddTag(new PageTag(TagRole.Text), cell);

    private static int Add<T>(List<T> list, T item)
    {
        list.Add(item);
        return list.Count;
    }
}
