using DaprProcessing.Contracts.Messages;

namespace DaprProcessing.Stages.Cuts;

/// <summary>The input in the hands of the stage that cuts it.</summary>
public sealed class CutContext : StageContext
{
    internal CutContext(CutWork work, StageStores stores)
        : base(work, stores)
    {
    }
}
