namespace Dapr.Workflow;

/// <summary>How much history a callee is given; the numbers are those on the wire.</summary>
public enum HistoryPropagationScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The caller's own history.</summary>
    OwnHistory = 1,

    /// <summary>The caller's history and all it was given itself.</summary>
    Lineage = 2,
}
