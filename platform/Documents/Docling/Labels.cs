using System.Collections.Frozen;

namespace DaprProcessing.Documents.Docling;

/// <summary>The labels of items and groups that the format knows.</summary>
public static class Labels
{
    public const string Text = "text";
    public const string Title = "title";
    public const string SectionHeader = "section_header";
    public const string ListItem = "list_item";
    public const string Code = "code";
    public const string Formula = "formula";
    public const string Caption = "caption";
    public const string Footnote = "footnote";
    public const string CheckBoxSelected = "checkbox_selected";
    public const string CheckBoxUnselected = "checkbox_unselected";
    public const string PageHeader = "page_header";
    public const string PageFooter = "page_footer";
    public const string Table = "table";
    public const string DocumentIndex = "document_index";
    public const string Picture = "picture";
    public const string Chart = "chart";
    public const string List = "list";
    public const string Inline = "inline";
    public const string Unspecified = "unspecified";

    public static readonly FrozenSet<string> OfTexts = FrozenSet.ToFrozenSet(
    [
        Text, Title, SectionHeader, ListItem, Code, Formula, Caption, Footnote, PageHeader, PageFooter, "paragraph", "reference",
        CheckBoxSelected, CheckBoxUnselected, "empty_value", "field_key", "field_hint", "field_heading", "field_value",
            "marker",
        "handwritten_text",
    ]);

    public static readonly FrozenSet<string> OfGroups = FrozenSet.ToFrozenSet(
    [
        Unspecified, List, "ordered_list", "chapter", "section", "sheet", "slide", "form_area", "key_value_area",
            "comment_section", Inline, "picture_area",
    ]);
}
