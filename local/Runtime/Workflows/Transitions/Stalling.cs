using DaprProcessing.Local.Runtime.Protos.TaskHub;
using DaprProcessing.Local.Runtime.Workflows.Store;

namespace DaprProcessing.Local.Runtime.Workflows.Transitions;

/// <summary>A stalled instance keeps its inbox and waits until a worker connects that may be able to go on.</summary>
internal static class Stalling
{
    public static void Stall(Transition transition, InstanceRow row, StalledReason reason, string description)
    {
        row.Status = OrchestrationStatus.Stalled;
        row.UpdatedAt = transition.Now;
        InstanceTable.Update(transition.Connection, row);
        var failure = Events.Failure(reason switch
        {
            StalledReason.PayloadSizeExceeded => "PAYLOAD_SIZE_EXCEEDED",
            StalledReason.PatchMismatch => "PATCH_MISMATCH",
            _ => "VERSION_NOT_AVAILABLE",
        }, description);
        InstanceData.SetOutcome(transition.Connection, row.Key, output: null, failure);
        transition.Effects.Changed.Add((row.AppId, row.Id));
        transition.Effects.Forgotten.Add(row.Key);
    }

    /// <summary>Lets every stalled instance of an app try again.</summary>
    public static int ResumeAll(Transition transition, string appId)
    {
        var stalled = InstanceTable.Stalled(transition.Connection, appId);
        foreach (var row in stalled)
        {
            row.Status = row.StartedAt is null ? OrchestrationStatus.Pending : OrchestrationStatus.Running;
            row.UpdatedAt = transition.Now;
            InstanceTable.Update(transition.Connection, row);
            InstanceData.SetOutcome(transition.Connection, row.Key, output: null, failure: null);
            transition.Effects.Ready.Add((row.AppId, row.Key));
        }

        return stalled.Count;
    }
}
