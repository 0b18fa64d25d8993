using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>What is wrong with a pipeline, all of it.</summary>
internal static class PipelineChecks
{
    private const int MostUnitsPerChunk = 1000;

    public static IReadOnlyList<string> Errors(PipelineFile file, IReadOnlyList<Phase> phases, ConsumerCatalogue catalogue) =>
    [
        .. (file.Stages is null) == (file.Phases is null) ? ["takes either stages or phases"] : Array.Empty<string>(),
        .. phases.Count == 0 || phases.Any(phase => phase.Stages.Count == 0) ? ["a phase has no stages"] : Array.Empty<string>(),
        .. file.Accepts.Count == 0 ? ["accepts nothing"] : Array.Empty<string>(),
        .. phases.SelectMany(phase => Unfit(phase.Stages, StageRoles.Chunks, catalogue)),
        .. phases.SelectMany(phase => Unfit(phase.Cut is null ? [] : [phase.Cut], StageRoles.Cut, catalogue)),
        .. phases.SelectMany(phase => Unfit([phase.Gather], StageRoles.Gather, catalogue)),
        .. phases.Skip(1).Any(phase => phase.Cut is null)
            ? ["only the first phase goes over the document's pages; the others need a stage to cut"] : Array.Empty<string>(),
        .. phases.SelectMany(phase => phase.Stages).CountBy(stage => stage).Where(stage => stage.Value > 1)
            .Select(stage => $"the stage '{stage.Key}' stands there twice"),
        .. phases.Where(phase => phase.UnitsPerChunk is < 1 or > MostUnitsPerChunk)
            .Select(phase => $"unitsPerChunk must be 1 to {MostUnitsPerChunk}, not {phase.UnitsPerChunk}"),
    ];

    private static IEnumerable<string> Unfit(IEnumerable<string> stages, string role, ConsumerCatalogue catalogue) =>
        stages.Where(stage => !catalogue.StagesThat(role).Contains(stage)).Select(stage => catalogue.IsStage(stage)
            ? $"'{stage}' cannot be asked for {role}; these can: {string.Join(", ", catalogue.StagesThat(role))}"
            : $"unknown stage '{stage}'; known: {string.Join(", ", catalogue.StagesThat(role))}");
}
