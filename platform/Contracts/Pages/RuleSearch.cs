namespace DaprProcessing.Contracts.Pages;

/// <summary>On which pages ruling lines are looked for; with them drawn bullets, where lines are indented like a list.</summary>
public enum RuleSearch
{
    None,

    /// <summary>Pages whose words stand in rows and columns.</summary>
    WhereTablesAreLikely,

    Everywhere,
}
