namespace DaprProcessing.Contracts.Pages;

/// <summary>On which pages ruling lines are looked for.</summary>
public enum RuleSearch
{
    None,

    /// <summary>Pages whose words stand in rows and columns.</summary>
    WhereTablesAreLikely,

    Everywhere,
}
