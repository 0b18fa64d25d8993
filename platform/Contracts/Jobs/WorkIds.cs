using System.Globalization;
using DaprProcessing.Contracts.Messages;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Contracts.Jobs;

/// <summary>The ids of a job's pieces of work: unique in the job, and the same whenever they are asked for.</summary>
public static class WorkIds
{
    /// <summary>What the ids of a phase start with; those of the first are as short as can be.</summary>
    /// <param name="phase">0 for the first phase.</param>
    public static string Prefix(int phase) => phase == 0 ? "" : $"{(phase + 1).ToString(CultureInfo.InvariantCulture)}-";

    public static string Cut(int phase) => $"{Prefix(phase)}cut";

    public static string Gather(int phase) => $"{Prefix(phase)}gather";

    /// <summary>The chunks of a phase.</summary>
    /// <param name="chosen">The pages that the job works on: of its document, so in phases over its pages.</param>
    public static IReadOnlyList<PageRange> Chunks(Phase phase, int index, int units, PageSelection? chosen) =>
        ChunkPlan.Cut(units, phase.UnitsPerChunk, Prefix(index), IsOfPages(phase, index) ? chosen : null);

    /// <summary>Whether the job's choice of pages is one of the phase's units.</summary>
    public static bool IsOfPages(Phase phase, int index) => index == 0 || phase.OfPages;

    /// <summary>Whether a job goes through the stages in more than one chunk, as far as its units are known.</summary>
    public static bool AreMany(JobRecord record) => record.Phases.Count > 1
        || (record.Units is [var units] && Chunks(record.Phases[0], 0, units, record.Options.Pages).Count > 1);

    /// <summary>
    /// Every piece of work of a job and the stage that does it, as far as phases were begun; units that may have been tried
    /// alone among them.
    /// </summary>
    public static IEnumerable<(string WorkId, string Stage)> Of(JobRecord record) =>
        record.Phases.Index().SelectMany(entry => Of(entry.Item, entry.Index, record))
            .Append((GatherWork.WholeDocument, record.Phases[0].Gather));

    private static IEnumerable<(string WorkId, string Stage)> Of(Phase phase, int index, JobRecord record)
    {
        var chunks = Chunks(phase, index, Units(record, index), record.Options.Pages);
        return chunks.Concat(chunks.SelectMany(chunk => chunk.Split()))
            .SelectMany(chunk => phase.Stages.Select(stage => (chunk.ChunkId, stage)))
            .Append((Gather(index), phase.Gather))
            .Concat(phase.Cut is { } cutter ? [(Cut(index), cutter)] : Array.Empty<(string, string)>());
    }

    private static int Units(JobRecord record, int phase) => phase < record.Units.Count ? record.Units[phase] : 0;
}
