using Wire = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>
/// Which code changes an instance has taken. A patch is taken for good by the first turn that asks for it while not replaying; that turn's
/// workflowStarted event records it, and replays answer true from that turn on and false before.
/// </summary>
internal sealed class PatchLedger
{
    private HashSet<string>? _taken;
    private List<string>? _takenThisTurn;

    /// <summary>What to record with this turn; null when nothing was taken.</summary>
    public Wire.WorkflowVersion? ToRecord => _takenThisTurn is null ? null : new Wire.WorkflowVersion { Patches = { _takenThisTurn } };

    public void BeginTurn(Wire.WorkflowVersion? recorded)
    {
        if (recorded is { Patches.Count: > 0 })
            (_taken ??= new(StringComparer.Ordinal)).UnionWith(recorded.Patches);
    }

    public bool IsTaken(string patchName, bool isReplaying)
    {
        if (_taken?.Contains(patchName) == true)
            return true;
        if (isReplaying)
            return false;
        (_taken ??= new(StringComparer.Ordinal)).Add(patchName);
        (_takenThisTurn ??= []).Add(patchName);
        return true;
    }
}
