namespace Dapr.Workflow.Client;

/// <summary>How an instance is run again.</summary>
public sealed class RerunWorkflowFromEventOptions
{
    /// <summary>The new instance's id; null: a new one.</summary>
    public string? NewInstanceId { get; set; }

    /// <summary>The input of the event run again, where <see cref="OverwriteInput"/> is set.</summary>
    public object? Input { get; set; }

    /// <summary>Whether <see cref="Input"/> takes the place of the recorded input.</summary>
    public bool OverwriteInput { get; set; }
}
