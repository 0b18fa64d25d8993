namespace DaprProcessing.TestKit;

/// <summary>The models that tests may use; where one is not there, <see cref="Missing"/> says so.</summary>
public static class Models
{
    public static string Voice => Path.Combine(SamplePaths.Models, "piper", "en_US-joe-medium.onnx");

    public static string Whisper => Directory.Exists(Path.Combine(SamplePaths.Models, "whisper"))
        ? Directory.EnumerateFiles(Path.Combine(SamplePaths.Models, "whisper"), "*.bin").Order(StringComparer.Ordinal)
            .FirstOrDefault("") : "";

    /// <summary>Finds lines, for neural OCR.</summary>
    public static string TextDetector => InOcr("*_det_*.onnx");

    /// <summary>Reads them.</summary>
    public static string TextRecognizer => InOcr("*_rec_*.onnx");

    /// <summary>What tells how a page lies.</summary>
    public static string Turn => InOcr("*orientation*.onnx");

    /// <summary>Null where all models of neural OCR are there.</summary>
    public static string? MissingOcr =>
        TextDetector.Length > 0 && TextRecognizer.Length > 0 && Turn.Length > 0 ? null : NotHere;

    public static string LayoutFolder => Path.Combine(SamplePaths.Models, "layout");

    /// <summary>Null where both models of neural layout are there.</summary>
    public static string? MissingLayout => File.Exists(Path.Combine(LayoutFolder, "layout_cdla.onnx"))
        && File.Exists(Path.Combine(LayoutFolder, "slanet-1m.onnx")) ? null : NotHere;

    /// <summary>Null where both models of speech are there.</summary>
    public static string? Missing => File.Exists(Voice) && Whisper.Length > 0 ? null : NotHere;

    private static string NotHere =>
        "The models are not here: `make models` brings all but Whisper's (docs/guides/speech.md), or MODELS says where they are.";

    /// <summary>In the folder of <c>make models</c>, or by the name of the family.</summary>
    private static string InOcr(string pattern) => ((string[])["ocr", "ppocrv6", "layout"])
        .Select(kind => Path.Combine(SamplePaths.Models, kind)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, pattern)).Order(StringComparer.Ordinal).FirstOrDefault("");
}
