using DaprProcessing.Quality.Reading;

namespace DaprProcessing.Quality.Peers;

/// <summary>LiteParse, a rule-based parser on npm, which writes Markdown.</summary>
internal sealed class LiteParse(string program) : IReader
{
    private const string Package = "@llamaindex/liteparse@2.14.7";

    public string Name => "liteparse";

    public bool HasStructure => true;

    /// <summary>Installs it below the data folder, once.</summary>
    /// <returns>Null, and a line on standard error, where npm cannot.</returns>
    public static async Task<LiteParse?> InstallAsync(string data, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(Path.Combine(data, "liteparse"));
        var program = Path.Combine(folder, "node_modules", ".bin", "lit");
        if (!File.Exists(program) && (!Tool.IsOnPath("npm") || await Tool.RunAsync(
            "npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, Package], cancellationToken) is null
            || !File.Exists(program)))
        {
            await Console.Error.WriteLineAsync($"quality: npm could not install {Package}, so LiteParse is left out");
            return null;
        }

        return new LiteParse(program);
    }

    public async Task<Rendition?> ReadAsync(string path, int? page, CancellationToken cancellationToken)
    {
        string[] pages = page is { } one ? ["--target-pages", $"{one}"] : ["--max-pages", "60"];
        return await Tool.RunAsync(
            program, ["parse", path, "--format", "markdown", "--no-ocr", "-q", .. pages], cancellationToken) is { } markdown
            ? MarkdownRendition.Of(markdown) : null;
    }
}
