using DaprProcessing.Contracts.Problems;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines;

/// <summary>The models that are there.</summary>
public sealed class ModelFolder(IOptions<ModelOptions> options)
{
    /// <summary>Piper voices by name; their descriptions lie beside them.</summary>
    public IReadOnlyDictionary<string, string> Voices => Files("piper", "*.onnx", path => File.Exists(path + ".json"));

    /// <summary>Whisper models by name.</summary>
    public IReadOnlyDictionary<string, string> Whisper => Files("whisper", "*.bin", _ => true);

    /// <summary>Both models of neural OCR; null where one is not there.</summary>
    public OcrModels? Ocr => Find("ocr", OcrModels.DetectorPattern) is { } detector
        && Find("ocr", OcrModels.RecognizerPattern) is { } recognizer ? new OcrModels(detector, recognizer) : null;

    /// <inheritdoc cref="Ocr"/>
    /// <exception cref="FailureException">One is not there.</exception>
    public OcrModels NeedOcr() => new(Need("ocr", OcrModels.DetectorPattern), Need("ocr", OcrModels.RecognizerPattern));

    /// <summary>What tells how a page lies; null where it is not there.</summary>
    public string? Turn => Find("ocr", "*orientation*.onnx");

    /// <summary>Both models of neural layout; null where one is not there.</summary>
    public LayoutModels? Layout => Find("layout", LayoutModels.RegionPattern) is { } regions
        && Find("layout", LayoutModels.TablePattern) is { } tables ? new LayoutModels(regions, tables) : null;

    /// <inheritdoc cref="Layout"/>
    /// <exception cref="FailureException">One is not there.</exception>
    public LayoutModels NeedLayout() =>
        new(Need("layout", LayoutModels.RegionPattern), Need("layout", LayoutModels.TablePattern));

    /// <summary>The one file of a kind that a pattern fits, the first by name where there are more; null where there is
    /// none.</summary>
    public string? Find(string kind, string pattern) => Files(kind, pattern, _ => true).Values.FirstOrDefault();

    /// <inheritdoc cref="Find"/>
    /// <exception cref="FailureException">There is none.</exception>
    public string Need(string kind, string pattern) => Find(kind, pattern) ?? throw new FailureException(new Failure(
        FailureCodes.EngineUnavailable,
        $"There is no model {kind}/{pattern} in the folder of models (Models:Folder); make models brings it."));

    private SortedDictionary<string, string> Files(string kind, string pattern, Func<string, bool> isWhole)
    {
        var folder = new DirectoryInfo(Path.Combine(options.Value.Folder, kind));
        var found = folder.Exists ? folder.EnumerateFiles(pattern).Select(file => file.FullName).Where(isWhole) : [];
        return new SortedDictionary<string, string>(
            found.ToDictionary(path => Path.GetFileNameWithoutExtension(path)), StringComparer.Ordinal);
    }
}

/// <summary>PP-OCR: where text is, and what it says.</summary>
public sealed record OcrModels(string Detector, string Recognizer)
{
    internal const string DetectorPattern = "*_det_*.onnx";
    internal const string RecognizerPattern = "*_rec_*.onnx";
}

/// <summary>What sees the structure of a page: a detector of its parts, and a reader of the tables among them.</summary>
public sealed record LayoutModels(string Regions, string Tables)
{
    internal const string RegionPattern = "layout_*.onnx";
    internal const string TablePattern = "slanet*.onnx";
}
