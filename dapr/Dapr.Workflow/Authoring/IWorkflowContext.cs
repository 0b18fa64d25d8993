namespace Dapr.Workflow;

/// <summary>The part of the workflow context that only answers questions.</summary>
public interface IWorkflowContext
{
    /// <summary>True while the code runs over what has already happened.</summary>
    bool IsReplaying { get; }

    /// <summary>The workflow's clock (UTC): the same on every replay.</summary>
    DateTime CurrentUtcDateTime { get; }

    /// <summary>True where the code after a named change may run; false in an instance that passed this point before the change.</summary>
    bool IsPatched(string patchName);
}
