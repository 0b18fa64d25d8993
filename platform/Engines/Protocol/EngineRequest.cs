using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Documents;
using DaprProcessing.Contracts.Images;
using DaprProcessing.Contracts.Pages;

namespace DaprProcessing.Engines.Protocol;

internal enum EngineOperation
{
    Ping,
    Probe,
    Render,
    Text,
    Recognize,

    /// <summary>A sentence as samples.</summary>
    Speak,

    /// <summary>Samples as words.</summary>
    Hear,

    /// <summary>Where a picture has text.</summary>
    DetectText,

    /// <summary>The text of a picture, line by line.</summary>
    ReadText,

    /// <summary>How a page lies.</summary>
    DetectTurn,

    /// <summary>The parts of a page: titles, tables, figures.</summary>
    DetectRegions,

    /// <summary>Rows, columns and cells of tables.</summary>
    ReadTables,

    /// <summary>Copies, facts and hash of an image.</summary>
    Image,

    /// <summary>A page with boxes drawn on it.</summary>
    Overlay,

    /// <summary>Thumbnails on one sheet.</summary>
    ContactSheet,

    /// <summary>TIFF files as the pages of one.</summary>
    JoinTiff,

    /// <summary>The document with the words of its pages as a text layer.</summary>
    Searchable,

    /// <summary>What the document says of itself.</summary>
    Describe,

    /// <summary>One of the files embedded in the document.</summary>
    Attachment,

    /// <summary>A unit of a flowing document as DoclingDocument, with its pictures, into a folder.</summary>
    Convert,

    /// <summary>Misbehave on purpose; answered only where <c>ENGINE_TEST_FAULTS=1</c>.</summary>
    Fault,
}

/// <summary>One thing to do, sent by the pool to an engine process, which does one at a time.</summary>
internal sealed record EngineRequest(EngineOperation Operation, string Path = "", string MediaType = "")
{
    public string? Password { get; init; }

    public int PageNo { get; init; }

    public double Dpi { get; init; }

    public bool Grayscale { get; init; }

    public string? OutputPath { get; init; }

    public IReadOnlyList<string>? Languages { get; init; }

    public RuleSearch Rules { get; init; }

    /// <summary>What to speak; the path is the voice's.</summary>
    public VoiceRequest? Voice { get; init; }

    /// <summary>What to listen to; the path is the model's.</summary>
    public RecordingRequest? Recording { get; init; }

    /// <summary>What to look at; the path is the first model's.</summary>
    public VisionRequest? Vision { get; init; }

    /// <summary>What is to be recognised, null for the whole page; where tables are, as shares of the picture's sides.</summary>
    public IReadOnlyList<Box>? Regions { get; init; }

    /// <summary>The file is read by the second parser at once: the first has died of it, or did not end.</summary>
    public bool Second { get; init; }

    /// <summary>Clockwise turns that the page is given before it is recognised.</summary>
    public int Quarters { get; init; }

    /// <summary>The page is recognised, or rendered in gray, without what its text layer draws.</summary>
    public bool HidesText { get; init; }

    /// <summary>Of a rendered page, beside its image.</summary>
    public ImageCopy? Thumbnail { get; init; }

    public ImageRecipe? Image { get; init; }

    public PageOverlay? Overlay { get; init; }

    /// <summary>Files to put together.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>What stands on each of them: the page's number.</summary>
    public IReadOnlyList<int>? Numbers { get; init; }

    /// <summary>A file of pages whose words become text layers, each as an answer with a page's text.</summary>
    public string? LayersPath { get; init; }

    /// <summary>The document with its text layers is to be PDF/A-2b.</summary>
    public bool IsArchival { get; init; }

    /// <summary>Which of the embedded files, from 0.</summary>
    public int Attachment { get; init; }

    /// <summary>Processor time this request may use before the kernel ends the engine.</summary>
    public int CpuSeconds { get; init; }

    public string? Fault { get; init; }

    /// <summary>The path is a model's, not a document's.</summary>
    [JsonIgnore]
    public bool IsOfAModel => Voice is not null || Recording is not null || Vision is not null;

    /// <summary>The models it needs.</summary>
    [JsonIgnore]
    public IEnumerable<string> Models => IsOfAModel ? new[] { Path, Vision?.Recognizer }.OfType<string>() : [];

    /// <summary>About a document.</summary>
    public static EngineRequest Of(EngineOperation operation, DocumentSource source) =>
        new(operation, System.IO.Path.GetFullPath(source.Path), source.MediaType) { Password = source.Password };

    /// <summary>Without the password, wherever it is written.</summary>
    public override string ToString() => $"{Operation} of page {PageNo}";
}
