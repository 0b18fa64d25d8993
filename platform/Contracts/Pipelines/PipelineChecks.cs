using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>What is wrong with a pipeline, all of it.</summary>
internal static class PipelineChecks
{
    private const int MostUnitsPerChunk = 1000;

    /// <param name="types">Media types that there are; null where every one may be named.</param>
    public static IReadOnlyList<string> Errors(
        PipelineFile file, IReadOnlyList<Phase> phases, ConsumerCatalogue catalogue, HashSet<string>? types) =>
    [
        .. (file.Stages is null) == (file.Phases is null) ? ["takes either stages or phases"] : Array.Empty<string>(),
        .. phases.Count == 0 || phases.Any(phase => phase.Stages.Count == 0) ? ["a phase has no stages"] : Array.Empty<string>(),
        .. file.Accepts.Count == 0 ? ["accepts nothing"] : Array.Empty<string>(),
        .. types is null ? [] : file.Accepts.Where(type => !types.Contains(type)).Select(type =>
            $"accepts '{type}', which no file is told as; known: {string.Join(", ", types.Order(StringComparer.Ordinal))}"),
        .. UnknownArtifacts(file.Artifacts, phases, catalogue),
        .. phases.SelectMany((phase, index) => Unmet(phase, phases.Take(index), catalogue)),
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

    /// <summary>A name that nobody makes hides the result that was meant.</summary>
    private static IEnumerable<string> UnknownArtifacts(
        List<string> artifacts, IReadOnlyList<Phase> phases, ConsumerCatalogue catalogue)
    {
        var makes = phases.SelectMany(phase => phase.Participants).Distinct().Select(catalogue.MakesOf).ToList();
        if (makes.Count == 0 || makes.Contains(null))
        {
            return [];
        }

        var known = makes.SelectMany(names => names!).Distinct().Order(StringComparer.Ordinal).ToList();
        return artifacts.Except(known).Select(name =>
            $"no stage of it makes the artifact '{name}'; they make: {string.Join(", ", known)}");
    }

    private static IEnumerable<string> Unmet(Phase phase, IEnumerable<Phase> earlier, ConsumerCatalogue catalogue)
    {
        var before = earlier.SelectMany(one => one.Participants).ToHashSet(StringComparer.Ordinal);
        if (phase.Cut is { } cut)
        {
            foreach (var error in Missing(cut, StageRoles.Cut))
            {
                yield return error;
            }

            before.Add(cut);
        }

        foreach (var stage in phase.Stages)
        {
            foreach (var error in Missing(stage, StageRoles.Chunks))
            {
                yield return error;
            }

            before.Add(stage);
        }

        before.IntersectWith(phase.Stages);
        foreach (var error in Missing(phase.Gather, StageRoles.Gather))
        {
            yield return error;
        }

        IEnumerable<string> Missing(string stage, string role)
        {
            var needed = catalogue.NeedsOf(stage, role);
            return needed.Count == 0 || needed.Any(before.Contains) ? []
                : [$"'{stage}' (asked for {role}) has nothing to work on: before it must come {string.Join(" or ", needed)}"];
        }
    }

    private static IEnumerable<string> Unfit(IEnumerable<string> stages, string role, ConsumerCatalogue catalogue) =>
        stages.Where(stage => !catalogue.StagesThat(role).Contains(stage)).Select(stage => catalogue.IsStage(stage)
            ? $"'{stage}' cannot be asked for {role}; these can: {string.Join(", ", catalogue.StagesThat(role))}"
            : $"unknown stage '{stage}'; known: {string.Join(", ", catalogue.StagesThat(role))}");
}
