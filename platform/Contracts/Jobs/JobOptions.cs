namespace DaprProcessing.Contracts.Jobs;

/// <summary>What a caller may choose for a job. Every default is the one most callers want.</summary>
public sealed record JobOptions
{
    /// <summary>Resolution of the page images, 36 to 600 dpi.</summary>
    public double Dpi { get; init; } = 150;

    /// <summary>Page images in 8-bit gray.</summary>
    public bool Grayscale { get; init; }

    /// <summary>The page renderer, by name.</summary>
    public string Renderer { get; init; } = "poppler";

    /// <summary>When pages are recognised: <c>auto</c> (text layer missing or garbled), <c>always</c>, <c>never</c>.</summary>
    public string Ocr { get; init; } = "auto";

    /// <summary>The text recogniser, by name.</summary>
    public string OcrEngine { get; init; } = "tesseract";

    /// <summary>Resolution pages are recognised at, 72 to 600 dpi.</summary>
    public double OcrDpi { get; init; } = 200;

    /// <summary>OCR languages, tesseract names.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["eng"];

    /// <summary>All or nothing: one failed page fails the job.</summary>
    public bool FailOnPageError { get; init; }

    /// <summary>Remove the objects of a job that fails.</summary>
    public bool CleanUpOnFailure { get; init; }
}
