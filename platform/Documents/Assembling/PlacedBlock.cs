using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>A block with its page and the role the whole document gives it.</summary>
internal sealed class PlacedBlock(PageLayout page, LayoutBlock block, int index)
{
    public PageLayout Page { get; } = page;

    public LayoutBlock Block { get; } = block;

    /// <summary>Position on the page.</summary>
    public int Index { get; } = index;

    public bool IsFurniture { get; set; }

    /// <summary>0: no heading.</summary>
    public int HeadingLevel { get; set; }

    public bool IsTitle { get; set; }

    public bool IsHeading => IsTitle || HeadingLevel > 0;

    public bool IsBodyParagraph => Block.Kind == BlockKind.Paragraph && !IsFurniture && !IsHeading;

    /// <summary>The text with its list marker.</summary>
    public string Full => Block.Marker is null ? Block.Text : $"{Block.Marker} {Block.Text}";
}
