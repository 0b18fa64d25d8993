using EventKind = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;
using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>What has to be known of an instance before its code can run.</summary>
/// <param name="Started">Its start.</param>
/// <param name="RecordedName">The version's name the history pins the instance to; null: none.</param>
/// <param name="AppId">The app it runs in, where the runtime tells.</param>
internal sealed record TurnStart(Wire.ExecutionStartedEvent Started, string? RecordedName, string? AppId)
{
    /// <summary>Finds the start; null in a history without one.</summary>
    public static TurnStart? Find(Wire.WorkflowRequest request)
    {
        Wire.ExecutionStartedEvent? started = null;
        string? recordedName = null;
        string? appId = null;
        foreach (var e in request.PastEvents)
            Look(e);
        foreach (var e in request.NewEvents)
            Look(e);
        return started is null ? null : new TurnStart(started, recordedName, appId);

        void Look(Wire.HistoryEvent e)
        {
            if (e.EventTypeCase == EventKind.ExecutionStarted)
                started ??= e.ExecutionStarted;
            else if (e.EventTypeCase == EventKind.WorkflowStarted && e.WorkflowStarted.Version is { HasName: true, Name.Length: > 0 } version)
                recordedName = version.Name;
            if (e.Router is { } router)
                appId = router is { HasTargetAppID: true, TargetAppID.Length: > 0 } ? router.TargetAppID : router.SourceAppID;
        }
    }
}
