using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>The standard structure types of PDF that are told apart.</summary>
internal static class StructureType
{
    /// <summary>A longer name is none of the standard's.</summary>
    public const int LongestName = 16;

    public const string Figure = "Figure", Label = "Lbl", ListItem = "LI", Section = "Sect", Title = "Title";

    public const string Table = "Table", Row = "TR", HeaderCell = "TH", Cell = "TD";

    private const int LevelsByName = 6;

    /// <param name="sections">How many sections an <c>H</c> stands in, which says its level.</param>
    /// <returns>Null where the type says nothing of its own: its content is what the elements above make of it.</returns>
    public static PageTag? TagOf(ReadOnlySpan<char> name, int sections) => name switch
    {
        Title => new PageTag(TagRole.Title),
        ListItem => new PageTag(TagRole.ListItem),
        Label => new PageTag(TagRole.Label),
        "H" => new PageTag(TagRole.Heading, Math.Clamp(sections, 1, LevelsByName)),
        ['H', >= '1' and <= '9' and var level] => new PageTag(TagRole.Heading, Math.Min(level - '0', LevelsByName)),
        _ => null,
    };
}
