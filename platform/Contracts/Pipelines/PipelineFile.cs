namespace DaprProcessing.Contracts.Pipelines;

/// <summary>A pipeline as it is written: <c>stages</c> alone, or <c>phases</c>.</summary>
internal sealed class PipelineFile
{
    public required string Description { get; set; }

    public required List<string> Accepts { get; set; }

    /// <summary>Short for one phase over the pages of the document.</summary>
    public List<string>? Stages { get; set; }

    public List<PhaseEntry>? Phases { get; set; }

    public required List<string> Artifacts { get; set; }

    /// <summary>What its stages are asked for where a caller does not say otherwise: JSON, as a job's options are.</summary>
    public string? Options { get; set; }
}

internal sealed class PhaseEntry
{
    public string? Cut { get; set; }

    public int? UnitsPerChunk { get; set; }

    public required List<string> Stages { get; set; }

    public string Gather { get; set; } = Catalogue.AppIds.ResultAssembler;
}
