using System.Collections.Frozen;
using DaprProcessing.Contracts.Catalogue;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace DaprProcessing.Contracts.Pipelines;

/// <summary>The declared pipelines, checked once when they are read.</summary>
public sealed class PipelineCatalogue
{
    public const string DefaultName = "document";

    private readonly FrozenDictionary<string, Pipeline> _pipelines;

    private PipelineCatalogue(IEnumerable<Pipeline> pipelines) => _pipelines = pipelines.ToFrozenDictionary(pipeline => pipeline.Name);

    /// <summary>The pipelines that ship.</summary>
    public static PipelineCatalogue Shipped { get; } = Parse(ReadShipped());

    public IEnumerable<Pipeline> All => _pipelines.Values.OrderBy(pipeline => pipeline.Name, StringComparer.Ordinal);

    public Pipeline? Find(string name) => _pipelines.GetValueOrDefault(name);

    /// <summary>Reads declarations; throws <see cref="InvalidDataException"/> naming the pipeline and what is wrong with it.</summary>
    /// <param name="stages">The stages that may be named; null for those that ship.</param>
    public static PipelineCatalogue Parse(string yaml, StageDirectory? stages = null)
    {
        var declared = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
            .Deserialize<Dictionary<string, Declaration>>(yaml);
        return new PipelineCatalogue(declared.Select(entry => Check(entry.Key, entry.Value, stages ?? StageDirectory.Shipped)));
    }

    private static Pipeline Check(string name, Declaration declared, StageDirectory stages)
    {
        if (declared.Stages is not { Count: > 0 })
        {
            throw new InvalidDataException($"pipeline '{name}' has no stages");
        }

        if (declared.Stages.FirstOrDefault(stage => !stages.Contains(stage)) is { } unknown)
        {
            throw new InvalidDataException($"pipeline '{name}' names the unknown stage '{unknown}'");
        }

        return new Pipeline(name, declared.Description, declared.Accepts, declared.Stages, declared.Artifacts);
    }

    private static string ReadShipped()
    {
        using var stream = typeof(PipelineCatalogue).Assembly.GetManifestResourceStream("pipelines.yaml")
            ?? throw new InvalidOperationException("pipelines.yaml is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class Declaration
    {
        public string Description { get; set; } = "";

        public List<string> Accepts { get; set; } = [];

        public List<string> Stages { get; set; } = [];

        public List<string> Artifacts { get; set; } = [];
    }
}
