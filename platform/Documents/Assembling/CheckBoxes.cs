using DaprProcessing.Documents.Docling;
using DaprProcessing.Documents.Layout;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Tells a line that begins with a check box from an item of a list, and whether the box is ticked.</summary>
internal static class CheckBoxes
{
    /// <returns>Null: no check box.</returns>
    public static string? LabelOf(LayoutBlock block) => block.Marker switch
    {
        "☐" or "❏" or "❑" => Labels.CheckBoxUnselected,
        "☑" or "☒" => Labels.CheckBoxSelected,
        _ => null,
    };
}
