using System.Collections.Frozen;
using DaprProcessing.Contracts.Catalogue;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>The declared pipelines, checked once when they are read.</summary>
public sealed class PipelineCatalogue
{
    public const string DefaultName = "document";

    private const string Extension = ".yaml";
    private const string EmbeddedPrefix = "pipelines/";

    private readonly FrozenDictionary<string, Pipeline> _pipelines;

    private PipelineCatalogue(IEnumerable<Pipeline> pipelines) =>
        _pipelines = pipelines.ToFrozenDictionary(pipeline => pipeline.Name);

    /// <summary>The pipelines that ship.</summary>
    public static PipelineCatalogue Shipped { get; } = new(EmbeddedFiles.Names
        .Where(name => name.StartsWith(EmbeddedPrefix, StringComparison.Ordinal))
        .Select(name => Parse(
            name[EmbeddedPrefix.Length..^Extension.Length], EmbeddedFiles.Read(name), ConsumerCatalogue.Shipped)));

    public IEnumerable<Pipeline> All => _pipelines.Values.OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal);

    public Pipeline? Find(string name) => _pipelines.GetValueOrDefault(name);

    /// <summary>
    /// These and the operator's own, a <c>.yaml</c> file each; one of the same name takes the place of a shipped one. Throws
    /// <see cref="InvalidDataException"/> with everything that is wrong with any file.
    /// </summary>
    public PipelineCatalogue With(string folder)
    {
        var (own, errors) = (new List<Pipeline>(), new List<string>());
        // A type that no shipped pipeline takes is one that no file is told as.
        var types = All.SelectMany(pipeline => pipeline.Accepts).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder, $"*{Extension}").Order(StringComparer.Ordinal))
        {
            try
            {
                own.Add(Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), ConsumerCatalogue.Shipped, types));
            }
            catch (InvalidDataException error)
            {
                errors.Add(error.Message);
            }
        }

        return errors.Count > 0
            ? throw new InvalidDataException(string.Join(Environment.NewLine, errors))
            : new PipelineCatalogue(own.Concat(All).DistinctBy(pipeline => pipeline.Name));
    }

    /// <summary>
    /// Reads one declaration; throws <see cref="InvalidDataException"/> naming the file and everything that is wrong with it.
    /// </summary>
    public static Pipeline Parse(string name, string yaml, ConsumerCatalogue catalogue) => Parse(name, yaml, catalogue, null);

    /// <param name="types">Media types that there are; null where every one may be named.</param>
    private static Pipeline Parse(string name, string yaml, ConsumerCatalogue catalogue, HashSet<string>? types)
    {
        var file = name + Extension;
        var errors = PipelineKeys.Errors(yaml).ToList();
        var declared = errors.Count == 0 ? StrictYaml.Read<PipelineFile>(yaml, file)
            : StrictYaml.ReadLeniently<PipelineFile>(yaml) ?? throw Wrong(file, errors);
        (declared.Accepts, declared.Artifacts) = (declared.Accepts ?? [], declared.Artifacts ?? []);
        var entries = declared.Phases ?? (declared.Stages is { } stages ? [new PhaseEntry { Stages = stages }] : []);
        IReadOnlyList<Phase> phases =
            [.. entries.Select(phase => new Phase(phase.Stages ?? [], phase.Gather, phase.Cut, phase.UnitsPerChunk))];
        var (options, problems) = PipelineOptions.Read(declared.Options, phases);
        errors.AddRange(PipelineChecks.Errors(declared, phases, catalogue, types));
        errors.AddRange(problems);
        return errors.Count == 0
            ? new Pipeline(name, declared.Description, declared.Accepts, phases, declared.Artifacts) { Options = options }
            : throw Wrong(file, errors);
    }

    private static InvalidDataException Wrong(string file, IEnumerable<string> errors) =>
        new(string.Join(Environment.NewLine, errors.Select(error => $"{file}: {error}")));
}
