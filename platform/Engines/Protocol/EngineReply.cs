using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Pages;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines.Protocol;

/// <summary>The answer to one request: a failure, or the part that was asked for.</summary>
internal sealed record EngineReply
{
    public Failure? Failure { get; init; }

    public ProbeReply? Probe { get; init; }

    public PageImage? Image { get; init; }

    public PageText? Text { get; init; }

    public SpokenReply? Spoken { get; init; }

    public HeardReply? Heard { get; init; }

    /// <summary>Of a picture, in no order.</summary>
    public IReadOnlyList<TextArea>? Areas { get; init; }

    /// <summary>Parts of a page, from the surest; boxes as shares of the picture's sides.</summary>
    public IReadOnlyList<LayoutRegion>? LayoutRegions { get; init; }

    /// <summary>One for each place that was asked about; boxes as shares of the place's sides.</summary>
    public IReadOnlyList<TableStructure>? Tables { get; init; }

    public ReadPicture? Read { get; init; }

    /// <summary>Clockwise turns that put a picture upright.</summary>
    public int? Quarters { get; init; }

    /// <summary>Of a ping: the kernel refuses the engine the network, other programs and other processes.</summary>
    public bool IsConfined { get; init; }

    /// <summary>Of a processed image.</summary>
    public ImageFacts? Facts { get; init; }

    public DocumentFacts? Document { get; init; }

    public SearchableReply? Searchable { get; init; }

    /// <summary>Of a thumbnail or a contact sheet.</summary>
    public CopyFacts? Copy { get; init; }

    /// <summary>Of a unit of a document that has no pages of its own.</summary>
    public ConvertReply? Converted { get; init; }
}

/// <param name="Sizes">Width and height of each page in points, one after the other.</param>
internal sealed record ProbeReply(double[] Sizes, bool Encrypted, string? Title);

/// <param name="PagesTotal">Pages of the file that was written.</param>
/// <param name="Pages">Those that got a text layer.</param>
/// <param name="Words">In all of them.</param>
/// <param name="FirstPageNo">The first of them; null where there is none.</param>
internal sealed record SearchableReply(int PagesTotal, int Pages, int Words, int? FirstPageNo);
