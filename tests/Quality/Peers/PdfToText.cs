using DaprProcessing.Quality.Reading;

namespace DaprProcessing.Quality.Peers;

/// <summary>Poppler's <c>pdftotext</c>: the text alone.</summary>
internal sealed class PdfToText : IReader
{
    public string Name => "pdftotext";

    public bool HasStructure => false;

    public static bool IsInstalled => Tool.IsOnPath("pdftotext");

    public async Task<Rendition?> ReadAsync(string path, int? page, CancellationToken cancellationToken)
    {
        string[] range = page is { } one ? ["-f", $"{one}", "-l", $"{one}"] : ["-l", "60"];
        return await Tool.RunAsync("pdftotext", ["-q", .. range, path, "-"], cancellationToken) is { } text
            ? new Rendition(text, [], [], []) : null;
    }
}
