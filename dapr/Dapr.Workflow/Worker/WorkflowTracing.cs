using System.Diagnostics;
using Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Worker;

/// <summary>Traces: an activity is a span of the trace its workflow was started in.</summary>
internal static class WorkflowTracing
{
    private static readonly ActivitySource Source = new("Dapr.Workflow");

    public static Activity? StartActivity(ActivityRequest request)
    {
        if (!Source.HasListeners())
            return null;
        _ = ActivityContext.TryParse(request.ParentTraceContext?.TraceParent, request.ParentTraceContext?.TraceState, isRemote: true, out var parent);
        var span = Source.StartActivity($"activity||{request.Name}", ActivityKind.Server, parent);
        span?.SetTag("durabletask.type", "activity").SetTag("durabletask.task.name", request.Name)
            .SetTag("durabletask.task.instance_id", request.WorkflowInstance?.InstanceId).SetTag("durabletask.task.task_id", request.TaskId);
        return span;
    }

    /// <summary>The caller's trace, to go on in the workflow it starts; null outside any.</summary>
    public static TraceContext? Current() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity
            ? new TraceContext { TraceParent = id, TraceState = activity.TraceStateString }
            : null;
}
