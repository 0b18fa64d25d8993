using System.Diagnostics.CodeAnalysis;

namespace Dapr.Workflow;

/// <summary>What ancestor workflows passed on: one entry per ancestor, the nearest last.</summary>
public sealed class PropagatedHistory(IReadOnlyList<PropagatedHistoryEvent> events)
{
    /// <summary>One entry per ancestor.</summary>
    public IReadOnlyList<PropagatedHistoryEvent> Events { get; } = events;

    /// <summary>The apps the ancestors ran in, each once.</summary>
    public IReadOnlyList<string> GetAppIds() => [.. Events.Select(e => e.AppId).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<PropagatedHistoryEvent> GetEventsByWorkflowName(string name) =>
        [.. Events.Where(e => string.Equals(e.Name, name, StringComparison.Ordinal))];

    public bool TryGetLastWorkflowEventByName(string name, [NotNullWhen(true)] out PropagatedHistoryEvent? result) =>
        (result = Events.LastOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal))) is not null;

    public IReadOnlyList<PropagatedHistoryEvent> GetByAppId(string appId) =>
        [.. Events.Where(e => string.Equals(e.AppId, appId, StringComparison.Ordinal))];

    public IReadOnlyList<PropagatedHistoryEvent> GetByInstanceId(string instanceId) =>
        [.. Events.Where(e => string.Equals(e.InstanceId, instanceId, StringComparison.Ordinal))];
}

/// <summary>One ancestor: who it was, and what it ran in the order it was started.</summary>
public sealed class PropagatedHistoryEvent(
    string instanceId,
    string appId,
    string name,
    IReadOnlyList<PropagatedHistoryActivityResult> activities,
    IReadOnlyList<PropagatedHistoryWorkflowResult> childWorkflows)
{
    public string InstanceId { get; } = instanceId ?? throw new ArgumentNullException(nameof(instanceId));

    public string AppId { get; } = appId ?? throw new ArgumentNullException(nameof(appId));

    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    public IReadOnlyList<PropagatedHistoryActivityResult> Activities { get; } = activities;

    public IReadOnlyList<PropagatedHistoryWorkflowResult> Workflows { get; } = childWorkflows;

    public IReadOnlyList<PropagatedHistoryActivityResult> GetActivitiesByName(string name) =>
        [.. Activities.Where(a => string.Equals(a.Name, name, StringComparison.Ordinal))];

    public bool TryGetLastActivityByName(string name, [NotNullWhen(true)] out PropagatedHistoryActivityResult? result) =>
        (result = Activities.LastOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal))) is not null;

    public IReadOnlyList<PropagatedHistoryWorkflowResult> GetWorkflowsByName(string name) =>
        [.. Workflows.Where(w => string.Equals(w.Name, name, StringComparison.Ordinal))];

    public bool TryGetLastWorkflowByName(string name, [NotNullWhen(true)] out PropagatedHistoryWorkflowResult? result) =>
        (result = Workflows.LastOrDefault(w => string.Equals(w.Name, name, StringComparison.Ordinal))) is not null;
}

/// <summary>An activity an ancestor ran; input and output as serialized.</summary>
public sealed record PropagatedHistoryActivityResult(
    string Name, PropagatedHistoryStatus Status, string? Input, string? Output, WorkflowTaskFailureDetails? FailureDetails);

/// <summary>A child workflow an ancestor ran; output as serialized.</summary>
public sealed record PropagatedHistoryWorkflowResult(
    string Name, PropagatedHistoryStatus Status, string? Output, WorkflowTaskFailureDetails? FailureDetails);

/// <summary>Where an ancestor's activity or child stood when the history was passed on.</summary>
public enum PropagatedHistoryStatus
{
    Pending = 0,
    Completed = 1,
    Failed = 2,
}
