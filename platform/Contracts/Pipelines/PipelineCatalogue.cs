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
    /// Reads one declaration; throws <see cref="InvalidDataException"/> naming the file and what is wrong with it.
    /// </summary>
    public static Pipeline Parse(string name, string yaml, ConsumerCatalogue catalogue)
    {
        var file = name + Extension;
        var declared = StrictYaml.Read<Declaration>(yaml, file);
        if (declared.Stages.Count == 0)
        {
            throw new InvalidDataException($"{file}: the pipeline has no stages");
        }

        if (declared.Stages.FirstOrDefault(stage => !catalogue.IsStage(stage)) is { } unknown)
        {
            throw new InvalidDataException(
                $"{file}: unknown stage '{unknown}'; known: {string.Join(", ", catalogue.StageNames)}");
        }

        return new Pipeline(name, declared.Description, declared.Accepts, declared.Stages, declared.Artifacts);
    }

    private sealed class Declaration
    {
        public required string Description { get; set; }

        public required List<string> Accepts { get; set; }

        public required List<string> Stages { get; set; }

        public required List<string> Artifacts { get; set; }
    }
}
