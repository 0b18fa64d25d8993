using DaprProcessing.Quality.Reading;
using DaprProcessing.TestKit.Peers;

namespace DaprProcessing.Quality.Peers;

/// <summary>LiteParse, a rule-based parser on npm, which writes Markdown.</summary>
internal sealed class LiteParse(string program) : IReader
{
    public string Name => "liteparse";

    public bool HasStructure => true;

    /// <summary>Installs it below the data folder, once.</summary>
    /// <returns>Null, and a line on standard error, where npm cannot.</returns>
    public static async Task<LiteParse?> InstallAsync(string data, CancellationToken cancellationToken) =>
        await NpmTool.LiteParse.InstallAsync(Path.Combine(data, "liteparse"), cancellationToken) is { } program
            ? new LiteParse(program) : null;

    public async Task<Rendition?> ReadAsync(string path, int? page, CancellationToken cancellationToken)
    {
        string[] pages = page is { } one ? ["--target-pages", $"{one}"] : ["--max-pages", "60"];
        return await Tool.RunAsync(
            program, ["parse", path, "--format", "markdown", "--no-ocr", "-q", .. pages], cancellationToken) is { } markdown
            ? MarkdownRendition.Of(markdown) : null;
    }
}
