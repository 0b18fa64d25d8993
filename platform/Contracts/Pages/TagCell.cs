using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>A cell of a table (TH or TD), as the structure tree of a PDF has it.</summary>
/// <param name="Table">Which of the page's tables, from 1.</param>
/// <param name="Row">Of the rows that have something on the page, from 0.</param>
/// <param name="Column">From 0, in reading order; what cells of rows above span is passed over.</param>
/// <param name="RowSpan">1 or more.</param>
/// <param name="ColumnSpan">1 or more.</param>
public sealed record TagCell(int Table, int Row, int Column, int RowSpan = 1, int ColumnSpan = 1)
{
    /// <summary>What it heads, where it is a TH.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TagHeader Header { get; init; }
}

/// <summary>What a heading cell heads (its Scope).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TagHeader>))]
public enum TagHeader
{
    /// <summary>Nothing: a TD.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>A TH that does not say what.</summary>
    [JsonStringEnumMemberName("unsaid")] Unsaid,

    /// <summary>The cells below it.</summary>
    [JsonStringEnumMemberName("column")] Column,

    /// <summary>The cells beside it.</summary>
    [JsonStringEnumMemberName("row")] Row,

    /// <summary>Both.</summary>
    [JsonStringEnumMemberName("both")] Both,
}
