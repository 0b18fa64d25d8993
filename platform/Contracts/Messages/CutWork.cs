using DaprProcessing.Contracts.Jobs;

namespace DaprProcessing.Contracts.Messages;

/// <summary>Asks a stage to cut its input into units, and to say how many there are.</summary>
/// <param name="CutId">Unique in the job.</param>
/// <param name="Cutter">The stage that cuts.</param>
public sealed record CutWork(
    EventHeader Header, string CutId, string ReplyTo, string Cutter, SourceFile Source, JobOptions Options, int Dispatch = 1)
    : StageWork(Header, ReplyTo, Source, Options, Dispatch)
{
    public override string WorkId => CutId;

    public override string Stage => Cutter;

    public override int UnitCount => 0;

    public override bool IsWhole => base.IsWhole && CutId is not null && Cutter is not null;
}
