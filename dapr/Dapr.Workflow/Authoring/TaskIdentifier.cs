namespace Dapr.Workflow.Abstractions;

/// <summary>The name an activity or workflow is registered under.</summary>
public readonly record struct TaskIdentifier(string Name)
{
    public static implicit operator TaskIdentifier(string name) => new(name);

    public static implicit operator string(TaskIdentifier identifier) => identifier.Name;

    public override string ToString() => Name;
}
